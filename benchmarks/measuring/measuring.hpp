#pragma once

#include "benchmarks/measuring/row_counters.hpp"
#include "benchmarks/measuring/stage.hpp"
#include "benchmarks/measuring/standing_crew.hpp"
#include "benchmarks/measuring/timer.hpp"
#include "crossover/question.hpp"

namespace crossover {

/// Settles a crew, has its runs timed as the cell's phase says, proves the answer and tells what it
/// took. Throws what went wrong.
[[nodiscard]] RowReport measure_runs(StandingCrew& crew, const Cell& cell, Timer& timer);

/// The same of crews that are started, run once and ended.
[[nodiscard]] RowReport measure_new_crews(const Cell& cell, Stage& stage, unsigned effective_cpus,
                                          Timer& timer);

}  // namespace crossover
