#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

namespace crossover {

/// Reads the clock and says when enough has been timed: Google Benchmark's for its rows, another
/// for the samples of a life.
class Timer {
 public:
  using Duration = std::chrono::nanoseconds;

  Timer() = default;
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;
  Timer(Timer&&) = delete;
  Timer& operator=(Timer&&) = delete;
  virtual ~Timer() = default;

  /// Times runs that are too short for a clock of their own: `batch` does as many as it is told.
  /// One run is expected to take so long. Returns how many there were.
  virtual std::uint64_t time_batches(const std::function<void(std::uint64_t runs)>& batch,
                                     Duration expected) = 0;

  /// Times steps that say themselves how long they took, at least 1 ns. Returns how many there
  /// were.
  virtual std::uint64_t time_steps(const std::function<Duration()>& step, Duration expected) = 0;
};

}  // namespace crossover
