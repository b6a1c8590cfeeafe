#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <vector>

#include "benchmarks/measuring/timer.hpp"

namespace crossover {

/// Times for so long and then knows what a run takes: the median of batches, or of steps that say
/// themselves how long they took. At least three are taken, unless that takes ten times as long.
class SampleTimer final : public Timer {
 public:
  explicit SampleTimer(Duration length) : length_(length) {}

  std::uint64_t time_batches(const std::function<void(std::uint64_t runs)>& batch,
                             Duration expected) override;
  std::uint64_t time_steps(const std::function<Duration()>& step, Duration expected) override;

  /// Nanoseconds a run.
  [[nodiscard]] double median_ns() const;

  /// That were timed.
  [[nodiscard]] std::uint64_t runs() const noexcept { return runs_; }

 private:
  /// Calls `next`, which returns nanoseconds a run, as often as fits.
  void fill(const std::function<double()>& next);

  Duration length_;
  std::vector<double> times_ns_;
  std::uint64_t runs_ = 0;
};

}  // namespace crossover
