#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "benchmarks/measuring/settling.hpp"
#include "crossover/workload.hpp"
#include "src/system/usage.hpp"

namespace crossover {

/// What happened while a row was measured, besides its time.
struct Happenings {
  std::uint64_t runs = 0;            ///< whose participations are counted
  std::uint64_t participations = 0;  ///< of workers in runs
  Usage used;                        ///< by the runs whose usage is counted,
  std::uint64_t runs_of_usage = 0;   ///< which may be a few more
  std::size_t workers_expected = 0;
  std::map<std::string, double> counted_by_crew = {};
  std::string runtime;  ///< what executes the workers, if that is not this program
};

/// What a row says besides its time.
struct RowReport {
  std::map<std::string, double> counters;  ///< with the unit in the name
  std::string label;                       ///< remarks
  std::uint64_t items = 0;                 ///< of one run
};

/// Counters of every row, per run where that has a meaning:
/// `workers_observed` (threads or processes that computed something), `workers_expected` (that had
/// something to do), `cpu_ns`, `page_faults` and `context_switches` of all processes together,
/// `bytes` and `multiplies` (the workload's demand), and what workload and crew count. The label
/// says what executes the workers, and how many were missing.
///
/// Of a crew that was settled before (`settling` is not null) also: `settling_ns` (how long its
/// runs took until then) and `settled` (1, or 0 where the cap came first, which the label says
/// too).
[[nodiscard]] RowReport row_report(const Workload& workload, const Happenings& happened,
                                   const Settling* settling);

}  // namespace crossover
