#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "src/system/child_processes.hpp"
#include "strategies/crews/launch.hpp"

namespace crossover {

/// Forked processes that wait for runs, launched through shared memory exactly as threads are.
class WaitingProcesses {
 public:
  struct Part {
    unsigned first_worker;  ///< the workers from this one on are processes
    std::function<void(const Launch::Worker&)> body;  ///< a process's part of one run
    std::function<void()> prepare = {};  ///< what a process does first of all, if anything
  };

  /// `launch` must outlive the processes. Throws std::system_error if there is no process to be
  /// had; the others have then ended.
  WaitingProcesses(const Setup& setup, Launch& launch, const Part& part);
  WaitingProcesses(const WaitingProcesses&) = delete;
  WaitingProcesses& operator=(const WaitingProcesses&) = delete;
  WaitingProcesses(WaitingProcesses&&) = delete;
  WaitingProcesses& operator=(WaitingProcesses&&) = delete;
  ~WaitingProcesses();

  /// Before a run: throws WorkerDied if an earlier one lost a worker. That one has died in between
  /// is noticed when it is missed, and by every 1,024th call.
  void require_all();

  /// Returns when `run.join` says that the run is done. Throws WorkerDied within moments of the
  /// death of a worker that is missed, and TimedOut when the wall limit has passed; the others are
  /// then ended too.
  template <typename Run>
  void join(Run& run) {
    while (!run.join(health_interval)) {
      require_progress();
    }
    deadline_.reset();
  }

  /// For who waits for something else than `join`: throws as that does.
  void require_progress();

 private:
  /// How often someone who waits for a run looks whether all workers still live.
  static constexpr auto health_interval = std::chrono::milliseconds(20);

  [[noreturn]] void serve(unsigned number, const Part& part);

  Launch& launch_;
  std::chrono::milliseconds wall_limit_;
  unsigned runs_ = 0;
  std::optional<std::chrono::steady_clock::time_point> deadline_;  // of a run that takes its time
  bool lost_one_ = false;
  ChildProcesses children_;
};

}  // namespace crossover
