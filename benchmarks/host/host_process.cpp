#include "benchmarks/host/host_process.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <iterator>
#include <thread>
#include <utility>

#include "benchmarks/interruption.hpp"
#include "src/system/openmp_runtime.hpp"
#include "src/system/process_tree.hpp"

namespace crossover {

namespace {

using Clock = LineReader::Clock;

void require(int error, const char* what) {
  if (error != 0) {
    throw HostNotStarted(std::string("cannot start a process that measures: ") + what + ": " +
                         std::strerror(error));
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
  StandardStreams(int socket, int words) {
    require(::posix_spawn_file_actions_init(&actions_), "posix_spawn_file_actions_init");
    require(::posix_spawn_file_actions_adddup2(&actions_, socket, STDIN_FILENO), "its input");
    require(::posix_spawn_file_actions_adddup2(&actions_, socket, STDOUT_FILENO), "its output");
    require(::posix_spawn_file_actions_adddup2(&actions_, words, STDERR_FILENO), "its words");
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

/// It is not reaped.
bool has_ended(pid_t pid) noexcept {
  siginfo_t info{};
  return ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT | WNOHANG) == 0 &&
         info.si_pid == pid;
}

/// Looks again and again, since there may be no handle to wait for.
bool ends_soon(pid_t pid) noexcept {
  constexpr auto long_enough = std::chrono::seconds(2);
  constexpr auto between_looks = std::chrono::milliseconds(1);
  const auto deadline = Clock::now() + long_enough;
  while (!has_ended(pid)) {
    if (Clock::now() >= deadline) {
      return false;
    }
    std::this_thread::sleep_for(between_looks);
  }
  return true;
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
    : reader_(channel_.own()) {
  const Attributes attributes;
  const StandardStreams streams(channel_.other(), words_.writing_end());
  arguments.insert(arguments.begin(), program);
  std::vector<std::string> variables = environment_with(environment);
  require(::posix_spawn(&pid_, program.c_str(), streams.get(), attributes.get(),
                        pointers(arguments).data(), pointers(variables).data()),
          program.c_str());
  channel_.close_other();
}

HostProcess::~HostProcess() { end(); }

nlohmann::json HostProcess::ask(const nlohmann::json& request, std::chrono::milliseconds limit) {
  const BlockedSignals blocked;
  require_no_interruption();
  is_busy_ = true;
  try {
    channel_.send(request.dump() + '\n');
    if (const auto answer = reader_.next(Clock::now() + limit)) {
      auto told = nlohmann::json::parse(*answer);
      is_busy_ = false;
      words_.pass_on();
      return told;
    }
  } catch (const TimedOut&) {
    lose("not done after " + std::to_string(limit.count()) +
             " ms; --time-limit=S gives rows S seconds",
         FailureKind::timed_out);
  } catch (const std::system_error&) {  // it is gone: its end says why
  } catch (const nlohmann::json::exception&) {
    lose("the host's answer is not JSON");
  }
  ::kill(-pid_, SIGKILL);  // changes nothing of the fate of one that has ended
  const int status = reap();
  const std::string words = words_.pass_on();
  throw HostLost("the process died: " + fate(status) + (words.empty() ? "" : ": " + words));
}

void HostProcess::lose(const std::string& why, FailureKind kind) {
  end();
  throw HostLost(why, kind);
}

/// Files and names that its crew keeps, and those of runtimes, which remove them in exit(3).
void HostProcess::let_tidy_up() const noexcept {
  channel_.end_sending();
  static_cast<void>(ends_soon(pid_));
}

/// What has a group of its own, such as Python's pools, tidies up itself.
void HostProcess::end_all_below() noexcept {
  try {
    below_ = descendants_of(pid_);
  } catch (const std::exception&) {  // no memory, or no /proc: then its end has to do
  }
  for (const pid_t process : below_) {
    ::kill(process, SIGTERM);
    ::kill(process, SIGCONT);
  }
}

void HostProcess::end() noexcept {
  if (pid_ >= 0) {
    if (!is_busy_ && tidies_up_) {
      let_tidy_up();
    }
    end_all_below();
    ::kill(-pid_, SIGKILL);
    static_cast<void>(reap());
    try {
      words_.pass_on();                // such as a sanitizer's, which it says at its end
    } catch (const std::exception&) {  // no memory for them
    }
  }
}

/// One that waits for a disk that never answers cannot be ended: it is left to the system.
int HostProcess::reap() noexcept {
  int status = SIGKILL;  // as waitpid(2) tells it
  if (ends_soon(pid_)) {
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
  }
  ::kill(-pid_, SIGKILL);  // what it may have left
  below_.push_back(pid_);
  std::ranges::for_each(below_, remove_openmp_name);
  pid_ = -1;
  return status;
}

}  // namespace crossover
