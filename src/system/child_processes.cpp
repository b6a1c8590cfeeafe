#include "src/system/child_processes.hpp"

#include <poll.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>

#include "crossover/failure.hpp"
#include "src/system/openmp_runtime.hpp"
#include "src/system/system_failure.hpp"

namespace crossover {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int body_threw = 125;  // exit code of a forked worker that an exception ended

std::string cause_of_death(unsigned worker, int status) {
  const std::string who = "worker " + std::to_string(worker) + " died: ";
  if (WIFSIGNALED(status)) {
    return who + "signal " + std::to_string(WTERMSIG(status));
  }
  return who + "exit code " + std::to_string(WEXITSTATUS(status));
}

[[noreturn]] void fail_to_start(unsigned worker) {
  throw system_failure("cannot start the process for worker " + std::to_string(worker));
}

/// The status of a child that has ended, which is then gone; -1 while it runs.
int reap(pid_t pid, int options) {
  int status = -1;
  pid_t ended = 0;
  do {
    ended = ::wait4(pid, &status, options, nullptr);
  } while (ended < 0 && errno == EINTR);
  return ended == pid ? status : -1;
}

FileDescriptor open_handle(pid_t pid) {
  return FileDescriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
}

/// Linux before 5.3, and sandboxes.
bool is_refused(int error) { return error == ENOSYS || error == EPERM || error == EACCES; }

/// posix_spawn's list of what to do with descriptors.
class FileActions {
 public:
  FileActions() {
    if (const int error = ::posix_spawn_file_actions_init(&actions_); error != 0) {
      throw std::system_error(error, std::generic_category(), "posix_spawn_file_actions_init");
    }
  }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  FileActions(FileActions&&) = delete;
  FileActions& operator=(FileActions&&) = delete;
  ~FileActions() { ::posix_spawn_file_actions_destroy(&actions_); }

  /// A descriptor duplicated onto itself loses its close-on-exec flag, in the child alone.
  void inherit(int descriptor) {
    if (const int error = ::posix_spawn_file_actions_adddup2(&actions_, descriptor, descriptor);
        error != 0) {
      throw std::system_error(error, std::generic_category(), "posix_spawn_file_actions_adddup2");
    }
  }
  [[nodiscard]] const posix_spawn_file_actions_t* get() const noexcept { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

}  // namespace

ChildProcesses::~ChildProcesses() { kill_all(); }

void ChildProcesses::add(unsigned worker, pid_t pid) {
  children_.push_back({.worker = worker, .pid = pid, .handle = open_handle(pid)});
  if (!children_.back().handle.is_open() && !is_refused(errno)) {
    throw system_failure("pidfd_open for worker " + std::to_string(worker));
  }
}

pid_t ChildProcesses::fork(unsigned worker, const std::function<void()>& body) {
  children_.reserve(children_.size() + 1);
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid < 0) {
    fail_to_start(worker);
  }
  if (pid == 0) {
    die_with_parent(parent);
    try {
      body();
    } catch (...) {
      ::_exit(body_threw);
    }
    ::_exit(EXIT_SUCCESS);
  }
  add(worker, pid);
  return pid;
}

void ChildProcesses::execute(unsigned worker, std::vector<std::string> arguments,
                             int inherited_descriptor) {
  children_.reserve(children_.size() + 1);
  FileActions actions;
  actions.inherit(inherited_descriptor);
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  std::ranges::transform(arguments, std::back_inserter(argv),
                         [](std::string& each) { return each.data(); });
  argv.push_back(nullptr);
  pid_t pid = 0;
  errno = ::posix_spawn(&pid, "/proc/self/exe", actions.get(), nullptr, argv.data(), environ);
  if (errno != 0) {
    fail_to_start(worker);
  }
  add(worker, pid);
}

void ChildProcesses::reap_ended(bool must_live) {
  for (auto child = children_.begin(); child != children_.end();) {
    const int status = reap(child->pid, WNOHANG);
    if (status == -1) {
      ++child;
      continue;
    }
    const unsigned worker = child->worker;
    remove_openmp_name(child->pid);
    child = children_.erase(child);
    if (must_live || status != 0) {
      kill_all();
      throw WorkerDied(cause_of_death(worker, status),
                       WIFEXITED(status) ? std::optional(WEXITSTATUS(status)) : std::nullopt);
    }
  }
}

/// Where there are no handles, it looks again and again.
void ChildProcesses::await_one_end(Clock::time_point deadline) const {
  std::vector<pollfd> handles;
  handles.reserve(children_.size());
  std::ranges::transform(children_, std::back_inserter(handles), [](const Child& child) {
    return pollfd{.fd = child.handle.number(), .events = POLLIN, .revents = 0};
  });
  constexpr auto between_looks = std::chrono::milliseconds(1);
  const bool has_all_handles =
      std::ranges::all_of(children_, [](const Child& child) { return child.handle.is_open(); });
  const auto until = has_all_handles ? deadline : std::min(deadline, Clock::now() + between_looks);
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
  if (::poll(handles.data(), handles.size(), static_cast<int>(std::max<long long>(left, 0))) < 0 &&
      errno != EINTR) {
    throw system_failure("poll for the end of worker processes");
  }
}

void ChildProcesses::await_success(std::chrono::milliseconds limit) {
  const auto deadline = Clock::now() + limit;
  while (!children_.empty()) {
    await_one_end(deadline);
    reap_ended(false);
    if (!children_.empty() && Clock::now() >= deadline) {
      const std::string who = std::to_string(children_.front().worker);
      kill_all();
      throw TimedOut("worker " + who + " was not done after " + std::to_string(limit.count()) +
                     " ms");
    }
  }
}

void ChildProcesses::await_end(std::chrono::milliseconds limit) noexcept {
  try {
    await_success(limit);
  } catch (const std::exception&) {
    kill_all();
  }
}

void ChildProcesses::require_alive() { reap_ended(true); }

void ChildProcesses::kill_all() noexcept {
  for (const Child& child : children_) {
    ::kill(child.pid, SIGKILL);
  }
  for (const Child& child : children_) {
    reap(child.pid, 0);
    remove_openmp_name(child.pid);
  }
  children_.clear();
}

bool has_process_handles() noexcept {
  return open_handle(::getpid()).is_open() || !is_refused(errno);
}

void die_with_parent(pid_t parent) {
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::getppid() != parent) {
    ::_exit(EXIT_FAILURE);
  }
}

}  // namespace crossover
