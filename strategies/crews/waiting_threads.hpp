#pragma once

#include <functional>
#include <thread>
#include <vector>

#include "strategies/crews/launch.hpp"

namespace crossover {

/// Threads that wait for runs. The thread that launches them is worker 0 and works too, as OpenMP's
/// and oneTBB's callers do, so a crew of n workers has n - 1 of these.
class WaitingThreads {
 public:
  /// `part(self)` is a thread's part of one run; `launch` must outlive the threads. Throws
  /// std::system_error if there is no thread to be had; those that had started have then ended.
  WaitingThreads(unsigned count, Launch& launch, std::function<void(const Launch::Worker&)> part);
  WaitingThreads(const WaitingThreads&) = delete;
  WaitingThreads& operator=(const WaitingThreads&) = delete;
  WaitingThreads(WaitingThreads&&) = delete;
  WaitingThreads& operator=(WaitingThreads&&) = delete;
  ~WaitingThreads() { stop(); }

 private:
  void serve(unsigned number);
  void stop() noexcept;

  Launch& launch_;
  std::function<void(const Launch::Worker&)> part_;
  std::vector<std::thread> threads_;
};

}  // namespace crossover
