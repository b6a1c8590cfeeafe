#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

#include "benchmarks/measuring/timer.hpp"

namespace crossover {

/// The timer of one call for a row of Google Benchmark, which approaches its minimum time in steps,
/// each of which would have to be proved and reported like a row. How long a run takes is known
/// before, so the first call can be the last.
class RowTimer final : public Timer {
 public:
  using MinimumTime = std::optional<std::chrono::duration<double>>;

  /// Times at least so many runs, and as many as fill the minimum time, if there is one.
  RowTimer(std::uint64_t least_runs, MinimumTime minimum_time)
      : least_runs_(least_runs), minimum_time_(minimum_time) {}

  std::uint64_t time_batches(const std::function<void(std::uint64_t runs)>& batch,
                             Duration expected) override;
  std::uint64_t time_steps(const std::function<Duration()>& step, Duration expected) override;

  /// Of all runs together.
  [[nodiscard]] Duration took() const noexcept { return took_; }

  /// That were timed.
  [[nodiscard]] std::uint64_t runs() const noexcept { return runs_; }

 private:
  [[nodiscard]] std::uint64_t runs_for(Duration expected) const;

  std::uint64_t least_runs_;
  MinimumTime minimum_time_;
  Duration took_{};
  std::uint64_t runs_ = 0;
};

}  // namespace crossover
