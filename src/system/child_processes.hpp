#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "src/system/file_descriptor.hpp"

namespace crossover {

/// A worker process ended before its time.
class WorkerDied : public std::runtime_error {
 public:
  explicit WorkerDied(const std::string& words, std::optional<int> exit_code = std::nullopt)
      : std::runtime_error(words), exit_code_(exit_code) {}

  /// None: a signal ended it.
  [[nodiscard]] std::optional<int> exit_code() const noexcept { return exit_code_; }

 private:
  std::optional<int> exit_code_;
};

/// Worker processes of this one. Those still there when it is destroyed are killed and reaped; all
/// of them die with this process (PR_SET_PDEATHSIG, which watches the thread that starts them:
/// start workers from a thread that outlives them). Their CPU time counts as this process's
/// children's once they are reaped (wait4(2)).
class ChildProcesses {
 public:
  ChildProcesses() = default;
  ChildProcesses(const ChildProcesses&) = delete;
  ChildProcesses& operator=(const ChildProcesses&) = delete;
  ChildProcesses(ChildProcesses&&) = delete;
  ChildProcesses& operator=(ChildProcesses&&) = delete;
  ~ChildProcesses();

  /// A copy of this process that runs `body` and ends; an exception that leaves `body` ends it with
  /// a failure. Returns its process number. Throws std::system_error if there is no process to be
  /// had.
  pid_t fork(unsigned worker, const std::function<void()>& body);

  /// This program, executed anew with other arguments. It inherits one descriptor under its number
  /// and calls `die_with_parent` first. Throws std::system_error.
  void execute(unsigned worker, std::vector<std::string> arguments, int inherited_descriptor);

  /// Returns when all have ended with success. Throws WorkerDied for the first that did not, and
  /// TimedOut when `limit` has passed; those left are then killed.
  void await_success(std::chrono::milliseconds limit);

  /// Returns when all have ended, however, or `limit` has passed.
  void await_end(std::chrono::milliseconds limit) noexcept;

  /// Throws WorkerDied if one has ended.
  void require_alive();

  /// Kills and reaps all.
  void kill_all() noexcept;

 private:
  struct Child {
    unsigned worker;
    pid_t pid;
    FileDescriptor handle;  // pidfd_open(2): readable once the process has ended; closed: refused
  };
  void add(unsigned worker, pid_t pid);
  void await_one_end(std::chrono::steady_clock::time_point deadline) const;
  void reap_ended(bool must_live);

  std::vector<Child> children_;
};

/// Whether pidfd_open(2) is there.
[[nodiscard]] bool has_process_handles() noexcept;

/// In a process started by `execute`: ends it when `parent` does, at once if that is gone already.
void die_with_parent(pid_t parent);

}  // namespace crossover
