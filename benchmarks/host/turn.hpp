#pragma once

#include <chrono>
#include <nlohmann/json.hpp>

#include "benchmarks/measuring/stage.hpp"
#include "crossover/question.hpp"

namespace crossover {

/// One measurement of a cell: a fresh crew, which is settled, timed for so long, proved and ended.
/// Begins when this process and all below it are at rest.
///
/// Returns `{"time_ns": ..., "runs": ..., "counters": {...}, "label": "..."}`. Throws what went
/// wrong; the crew may then have left its memory in disorder, and the stage must be made anew.
[[nodiscard]] nlohmann::json take_turn(const Cell& cell, Stage& stage, unsigned effective_cpus,
                                       std::chrono::nanoseconds sample_length);

}  // namespace crossover
