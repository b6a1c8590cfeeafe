#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "crossover/child_processes.hpp"
#include "hand_off.hpp"

namespace crossover {

/// Forked processes that wait for runs, handed over through shared memory exactly as to threads.
class WaitingProcesses {
 public:
  struct Part {
    unsigned first_worker;                       ///< the workers from this one on are processes
    std::function<void(unsigned)> body;          ///< a worker's part of one run
    std::function<void(unsigned)> prepare = {};  ///< what a worker does first of all, if anything
  };

  /// `launched` belongs to the crew. Throws std::system_error if there is no process to be had; the
  /// others have then ended.
  WaitingProcesses(const Setup& setup, Signal& launched, const Part& part);
  WaitingProcesses(const WaitingProcesses&) = delete;
  WaitingProcesses& operator=(const WaitingProcesses&) = delete;
  WaitingProcesses(WaitingProcesses&&) = delete;
  WaitingProcesses& operator=(WaitingProcesses&&) = delete;
  ~WaitingProcesses();

  /// Starts one run. Throws WorkerDied if an earlier one lost a worker.
  void launch();

  /// Returns when all have finished their parts. Throws WorkerDied within moments of a worker's
  /// death, or when the wall limit has passed; the others are then ended too.
  void join();

  /// For who waits for something else than `join`: throws WorkerDied as that does.
  void require_progress();

 private:
  [[noreturn]] void serve(unsigned worker, const Part& part);

  HandOff hand_off_;
  std::chrono::milliseconds wall_limit_;
  unsigned workers_;
  std::optional<std::chrono::steady_clock::time_point> deadline_;  // of a run that takes its time
  bool lost_one_ = false;
  ChildProcesses children_;
};

}  // namespace crossover
