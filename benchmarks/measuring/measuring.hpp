#pragma once

#include "benchmarks/measuring/row_report.hpp"
#include "benchmarks/measuring/stage.hpp"
#include "benchmarks/measuring/standing_crew.hpp"
#include "benchmarks/measuring/timer.hpp"
#include "crossover/question.hpp"

namespace crossover {

/// Settles a crew, has its runs timed as the cell's phase says, proves the answer and tells what it
/// took. Throws what went wrong, and Interrupted.
[[nodiscard]] RowReport measure_runs(StandingCrew& crew, const Cell& cell, Timer& timer);

/// The same of crews that are started, run once and ended.
[[nodiscard]] RowReport measure_crew_lives(const Cell& cell, Stage& stage, unsigned effective_cpus,
                                           Timer& timer);

}  // namespace crossover
