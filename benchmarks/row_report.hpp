#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "crossover/usage.hpp"
#include "crossover/workload.hpp"
#include "settling.hpp"

namespace crossover {

/// What happened while a row was measured, besides its time.
struct Happenings {
  std::uint64_t runs = 0;            ///< whose participations are counted
  std::uint64_t participations = 0;  ///< of workers in runs
  Usage used;                        ///< by the runs whose usage is counted,
  std::uint64_t runs_of_usage = 0;   ///< which may be a few more
  std::size_t workers_expected = 0;
  std::string runtime;  ///< what executes the workers, if that is not this program
};

/// Counters of every row, per run where that has a meaning:
/// `workers_observed` (threads or processes that computed something), `workers_expected` (that had
/// something to do), `cpu_ns`, `page_faults` and `context_switches` of all processes together,
/// `bytes` and `multiplies` (the workload's demand), and what the workload itself counts.
void report(benchmark::State& state, const Workload& workload, const Happenings& happened);

/// Counters of rows whose crew was settled before: `settling_ns` (how long its runs took until
/// then) and `settled` (1, or 0 where the cap came first).
void report(benchmark::State& state, const Settling& settling);

/// The row's remarks: what executes the workers, whether they had not settled, how many were
/// missing.
[[nodiscard]] std::string label(const Happenings& happened, const Settling* settling);

}  // namespace crossover
