#pragma once

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

#include "benchmarks/measuring/timer.hpp"

namespace crossover {

/// The timer of one row of Google Benchmark.
///
/// It approaches its minimum time in steps, each of which would have to be proved and reported like
/// a row. How long a run takes is known before, so the first call can be the last.
class GoogleTimer final : public Timer {
 public:
  /// None: Google Benchmark counts runs itself.
  using MinimumTime = std::optional<std::chrono::duration<double>>;
  GoogleTimer(benchmark::State& state, MinimumTime minimum_time)
      : state_(state), minimum_time_(minimum_time) {}

  std::uint64_t time_batches(const std::function<void(std::uint64_t runs)>& batch,
                             Duration expected) override;
  std::uint64_t time_steps(const std::function<Duration()>& step, Duration expected) override;

 private:
  [[nodiscard]] benchmark::IterationCount iterations(Duration expected) const;

  benchmark::State& state_;
  MinimumTime minimum_time_;
};

}  // namespace crossover
