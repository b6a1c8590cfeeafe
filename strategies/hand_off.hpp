#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

#include "crossover/arena.hpp"
#include "crossover/crew.hpp"

namespace crossover {

/// How a caller hands runs to waiting workers and waits for their end: the same code for threads
/// and, in shared memory, for processes.
///
/// `launches` counts up; a worker computes each time it changes. `unfinished` counts down to zero.
/// Whoever waits spins first, since that is how a hand-off costs 0.1 us instead of 60, and then
/// sleeps on a futex. No wake-up is lost: a sleeper announces itself and then looks at the word
/// again, the other side changes the word and then looks for sleepers, all four sequentially
/// consistent, so at least one of them sees the other.
class HandOff {
 public:
  using Duration = std::chrono::nanoseconds;

  /// How long to spin before sleeping: not at all with more workers than CPUs, where spinning keeps
  /// the CPU from the worker that is waited for.
  static Duration spin_time(const Setup& setup);

  /// Caller: starts one run on `workers` waiting workers.
  void launch(std::uint32_t workers) noexcept;

  /// Caller: true when all workers have finished; false after `limit`, for a look after their
  /// health.
  bool join(Duration spin, std::chrono::milliseconds limit) noexcept;

  /// Caller: makes the workers' `await_launch` return false from now on.
  void stop() noexcept;

  /// Worker: true when there is a run to do, false when there will be none. `seen` is the worker's
  /// own count of launches, from 0.
  bool await_launch(std::uint32_t& seen, Duration spin) noexcept;

  /// Worker: its part of the run is done and visible to the caller of `join`.
  void finish() noexcept;

 private:
  /// A word that one side changes and another waits for, with a count of those asleep.
  struct alignas(Arena::cache_line) Signal {
    std::atomic<std::uint32_t> value = 0;
    std::atomic<std::uint32_t> sleepers = 0;

    /// Returns once `value` is not `old`; false if `limit` came first.
    bool await_change(std::uint32_t old, Duration spin, std::chrono::milliseconds limit) noexcept;
    void wake() noexcept;
  };

  Signal launches_;
  Signal unfinished_;
  std::atomic<bool> stopped_ = false;
};

}  // namespace crossover
