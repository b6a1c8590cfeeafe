#include "strategies/python/python_process.hpp"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <span>
#include <system_error>

#include "crossover/failure.hpp"
#include "generated/python_ways.hpp"
#include "src/system/anonymous_file.hpp"
#include "src/system/system_failure.hpp"
#include "strategies/python/python_interpreter.hpp"

namespace crossover {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::size_t answer_bytes = 64;  // as strategies/python_ways.py has it
constexpr int cannot_execute = 127;       // exit code, as shells have it

FileDescriptor program_in_memory() {
  FileDescriptor file = anonymous_file("python_ways.py");
  if (::write(file.number(), python_ways.data(), python_ways.size()) !=
      static_cast<ssize_t>(python_ways.size())) {
    throw system_failure("cannot put the Python program into a memory file");
  }
  return file;
}

/// In the forked process; returns only if it fails.
void become(std::vector<std::string> command) {
  std::vector<char*> argv;
  argv.reserve(command.size() + 1);
  std::ranges::transform(command, std::back_inserter(argv),
                         [](std::string& word) { return word.data(); });
  argv.push_back(nullptr);
  ::execvp(argv.front(), argv.data());
}

}  // namespace

std::string path_for_others(int descriptor) {
  return "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(descriptor);
}

PythonProcess::PythonProcess(const std::vector<std::string>& arguments,
                             std::chrono::milliseconds wall_limit)
    : wall_limit_(wall_limit), program_(program_in_memory()) {
  std::vector<std::string> command = {python_interpreter(), path_for_others(program_.number())};
  command.insert(command.end(), arguments.begin(), arguments.end());
  group_ = children_.fork(0, [&] {
    // A signal that Python can act on: it has workers of its own.
    if (::prctl(PR_SET_PDEATHSIG, SIGTERM) == 0 && ::setpgid(0, 0) == 0 &&
        ::dup2(requests_.reading_end(), STDIN_FILENO) >= 0 &&
        ::dup2(answers_.writing_end(), STDOUT_FILENO) >= 0 &&
        ::dup2(errors_.writing_end(), STDERR_FILENO) >= 0) {
      become(command);
    }
    const std::string why =
        "cannot execute " + command.front() + ": " + std::generic_category().message(errno) + "\n";
    static_cast<void>(::write(STDERR_FILENO, why.data(), why.size()));
    ::_exit(cannot_execute);
  });
  errors_.only_read();
}

PythonProcess::~PythonProcess() {
  requests_.close_writing_end();
  children_.await_end(wall_limit_);
  end_all();
}

std::string PythonProcess::ask(const std::string& request) {
  if (death_) {
    std::rethrow_exception(death_);
  }
  const std::string line = request + '\n';
  requests_.send(std::as_bytes(std::span(line)));
  return await_answer();
}

std::string PythonProcess::await_answer() {
  try {
    return receive_answer();
  } catch (const WorkerDied& died) {
    death_ = cause_of(died);
  } catch (const TimedOut&) {
    death_ = std::current_exception();
  }
  end_all();
  std::rethrow_exception(death_);
}

std::string PythonProcess::receive_answer() {
  std::string answer(answer_bytes, ' ');
  std::vector<Incoming> incoming = {
      {.pipe = &answers_, .bytes = std::as_writable_bytes(std::span(answer))}};
  const auto deadline = Clock::now() + wall_limit_;
  while (!receive(incoming, 20ms)) {
    children_.require_alive();
    if (Clock::now() >= deadline) {
      throw TimedOut("Python had not answered after " + std::to_string(wall_limit_.count()) +
                     " ms");
    }
  }
  answer.erase(answer.find_last_not_of(' ') + 1);
  return answer;
}

/// A Python that was killed could not say why; what stderr has is then from its children.
std::exception_ptr PythonProcess::cause_of(const WorkerDied& died) {
  errors_.read_to_end(0ms);
  const std::string why = errors_.last_line();
  if (why.empty() || !died.exit_code()) {
    return std::make_exception_ptr(died);
  }
  if (died.exit_code() == cannot_execute) {
    return std::make_exception_ptr(Unavailable(why));
  }
  return std::make_exception_ptr(WorkerDied(std::string(died.what()) + ": " + why));
}

/// While anyone is left the group's number is not given to others. SIGTERM ends a pool's workers
/// but not Python's resource tracker, which removes the pool's semaphores and then ends itself.
void PythonProcess::end_all() {
  children_.kill_all();
  for (const int signal : {SIGTERM, SIGKILL}) {
    if (errors_.read_to_end(0ms)) {
      return;
    }
    ::kill(-group_, signal);
    if (errors_.read_to_end(2s)) {
      return;
    }
  }
}

}  // namespace crossover
