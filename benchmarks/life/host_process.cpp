#include "benchmarks/life/host_process.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <iterator>
#include <utility>

namespace crossover {

namespace {

using Clock = LineReader::Clock;

void require(int error, const char* what) {
  if (error != 0) {
    throw HostLost(std::string("cannot start a host: ") + what + ": " + std::strerror(error));
  }
}

/// Signals as in a program that was started by a shell, and a process group of its own.
class Attributes {
 public:
  Attributes() {
    require(::posix_spawnattr_init(&attributes_), "posix_spawnattr_init");
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    constexpr int flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP;
    require(::posix_spawnattr_setflags(&attributes_, flags), "posix_spawnattr_setflags");
  }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  Attributes(Attributes&&) = delete;
  Attributes& operator=(Attributes&&) = delete;
  ~Attributes() { ::posix_spawnattr_destroy(&attributes_); }
  [[nodiscard]] const posix_spawnattr_t* get() const noexcept { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

class StandardStreams {
 public:
  StandardStreams(int input, int output) {
    require(::posix_spawn_file_actions_init(&actions_), "posix_spawn_file_actions_init");
    require(::posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO), "its input");
    require(::posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO), "its output");
  }
  StandardStreams(const StandardStreams&) = delete;
  StandardStreams& operator=(const StandardStreams&) = delete;
  StandardStreams(StandardStreams&&) = delete;
  StandardStreams& operator=(StandardStreams&&) = delete;
  ~StandardStreams() { ::posix_spawn_file_actions_destroy(&actions_); }
  [[nodiscard]] const posix_spawn_file_actions_t* get() const noexcept { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

std::vector<std::string> environment_with(const std::map<std::string, std::string>& variables) {
  std::vector<std::string> all;
  for (char** each = environ; *each != nullptr; ++each) {
    const std::string entry = *each;
    if (!variables.contains(entry.substr(0, entry.find('=')))) {
      all.push_back(entry);
    }
  }
  for (const auto& [name, value] : variables) {
    all.push_back(std::string(name).append("=").append(value));
  }
  return all;
}

/// As execve(2) wants them.
std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> found;
  std::ranges::transform(words, std::back_inserter(found),
                         [](std::string& word) { return word.data(); });
  found.push_back(nullptr);
  return found;
}

std::string fate(int status) {
  if (WIFSIGNALED(status)) {
    return std::string("signal ") + std::to_string(WTERMSIG(status)) + " (" +
           ::strsignal(WTERMSIG(status)) + ")";
  }
  return "exit code " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

HostProcess::HostProcess(const std::string& program, std::vector<std::string> arguments,
                         const std::map<std::string, std::string>& environment)
    : reader_(answers_.reading_end()) {
  const Attributes attributes;
  const StandardStreams streams(requests_.reading_end(), answers_.writing_end());
  arguments.insert(arguments.begin(), program);
  std::vector<std::string> variables = environment_with(environment);
  require(::posix_spawn(&pid_, program.c_str(), streams.get(), attributes.get(),
                        pointers(arguments).data(), pointers(variables).data()),
          program.c_str());
  answers_.close_writing_end();
  requests_.close_reading_end();
}

HostProcess::~HostProcess() { end(); }

nlohmann::json HostProcess::take_turn(const std::string& row, double sample_ms,
                                      std::chrono::milliseconds limit) {
  try {
    send_line(requests_.writing_end(),
              nlohmann::json{{"row", row}, {"sample_ms", sample_ms}}.dump());
    if (const auto answer = reader_.next(Clock::now() + limit)) {
      return nlohmann::json::parse(*answer);
    }
  } catch (const TimedOut&) {
    lose("not done after " + std::to_string(limit.count()) + " ms", FailureKind::timed_out);
  } catch (const std::system_error&) {  // it is gone: its end says why
  } catch (const nlohmann::json::exception&) {
    lose("the host's answer is not JSON");
  }
  ::kill(-pid_, SIGKILL);  // changes nothing of the fate of one that has ended
  const int status = reap();
  throw HostLost("the process died: " + fate(status));
}

void HostProcess::lose(const std::string& why, FailureKind kind) {
  end();
  throw HostLost(why, kind);
}

void HostProcess::end() noexcept {
  if (pid_ >= 0) {
    ::kill(-pid_, SIGKILL);
    static_cast<void>(reap());
  }
}

int HostProcess::reap() noexcept {
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  ::kill(-pid_, SIGKILL);  // what it may have left
  pid_ = -1;
  return status;
}

}  // namespace crossover
