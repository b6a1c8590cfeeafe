#pragma once

#include <functional>
#include <thread>
#include <vector>

#include "hand_off.hpp"

namespace crossover {

/// Threads that wait for runs. The thread that launches them is worker 0 and works too, as OpenMP's
/// and oneTBB's callers do, so a crew of n workers has n - 1 of these.
class WaitingThreads {
 public:
  /// `body(worker)` is a worker's part of one run; `launched` belongs to the crew. Throws
  /// std::system_error if there is no thread to be had; those that had started have then ended.
  WaitingThreads(const Setup& setup, Signal& launched, std::function<void(unsigned)> body);
  WaitingThreads(const WaitingThreads&) = delete;
  WaitingThreads& operator=(const WaitingThreads&) = delete;
  WaitingThreads(WaitingThreads&&) = delete;
  WaitingThreads& operator=(WaitingThreads&&) = delete;
  ~WaitingThreads() { stop(); }

  /// One run: `body` once for each worker, that of worker 0 on the calling thread.
  void run();

 private:
  void serve(unsigned worker);
  void stop() noexcept;

  HandOff hand_off_;
  std::function<void(unsigned)> body_;
  std::vector<std::thread> threads_;
};

}  // namespace crossover
