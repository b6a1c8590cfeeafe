#include "benchmarks/host/row_timer.hpp"

#include <algorithm>

namespace crossover {

std::uint64_t RowTimer::time_batches(const std::function<void(std::uint64_t runs)>& batch,
                                     Duration expected) {
  using Clock = std::chrono::steady_clock;
  runs_ = runs_for(expected);
  const auto begin = Clock::now();
  batch(runs_);
  took_ = Clock::now() - begin;
  return runs_;
}

std::uint64_t RowTimer::time_steps(const std::function<Duration()>& step, Duration expected) {
  runs_ = runs_for(expected);
  for (std::uint64_t run = 0; run < runs_; ++run) {
    took_ += step();
  }
  return runs_;
}

std::uint64_t RowTimer::runs_for(Duration expected) const {
  constexpr double surplus = 1.4;  // as in Google Benchmark's own predictions
  constexpr double most = 1e9;     // as there
  if (!minimum_time_) {
    return least_runs_;
  }
  const std::chrono::duration<double> run = std::max(expected, Duration(1));
  const double wanted = surplus * (*minimum_time_ / run) + 1;
  return std::max(least_runs_, static_cast<std::uint64_t>(std::min(wanted, most)));
}

}  // namespace crossover
