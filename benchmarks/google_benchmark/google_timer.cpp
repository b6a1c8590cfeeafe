#include "benchmarks/google_benchmark/google_timer.hpp"

#include <algorithm>

#include "benchmarks/interruption.hpp"

namespace crossover {

std::uint64_t GoogleTimer::time_batches(const std::function<void(std::uint64_t runs)>& batch,
                                        Duration expected) {
  const benchmark::IterationCount count = iterations(expected);
  while (interruption() == 0 && state_.KeepRunningBatch(count)) {
    batch(static_cast<std::uint64_t>(count));
  }
  return static_cast<std::uint64_t>(state_.iterations());
}

std::uint64_t GoogleTimer::time_steps(const std::function<Duration()>& step, Duration expected) {
  const benchmark::IterationCount count = iterations(expected);
  while (interruption() == 0 && state_.KeepRunningBatch(count)) {
    for (benchmark::IterationCount i = 0; i < count && interruption() == 0; ++i) {
      state_.SetIterationTime(std::chrono::duration<double>(step()).count());
    }
  }
  return static_cast<std::uint64_t>(state_.iterations());
}

benchmark::IterationCount GoogleTimer::iterations(Duration expected) const {
  constexpr double surplus = 1.4;  // as in Google Benchmark's own predictions
  constexpr double most = 1e9;     // as there
  if (!minimum_time_) {
    return state_.max_iterations;
  }
  const std::chrono::duration<double> run = std::max(expected, Duration(1));
  const double wanted = surplus * (*minimum_time_ / run) + 1;
  return std::max(state_.max_iterations,
                  static_cast<benchmark::IterationCount>(std::min(wanted, most)));
}

}  // namespace crossover
