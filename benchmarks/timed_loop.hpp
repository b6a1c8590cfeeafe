#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <type_traits>

#include "interruption.hpp"

namespace crossover {

/// The one timed loop of this repository: at least `iterations` steps. A step that returns how long
/// it took is believed; otherwise Google Benchmark's clock runs from before the first step to after
/// the last.
template <typename Step>
void time(benchmark::State& state, benchmark::IterationCount iterations, Step step) {
  using Duration = std::chrono::nanoseconds;
  Duration longest{};
  bool goes_on = true;
  while (goes_on && state.KeepRunningBatch(iterations)) {
    for (benchmark::IterationCount i = 0; goes_on && i < iterations; ++i) {
      if constexpr (std::is_same_v<decltype(step()), Duration>) {
        const Duration took = std::max(step(), Duration(1));
        state.SetIterationTime(std::chrono::duration<double>(took).count());
        longest = std::max(longest, took);
      } else {
        step();
      }
      goes_on = interruption() == 0;
    }
  }
  if (!goes_on) {
    state.SkipWithError("interrupted");
  }
  if (longest > Duration::zero()) {
    state.counters["longest_ns"] = static_cast<double>(longest.count());
  }
}

}  // namespace crossover
