#pragma once

#include <chrono>
#include <nlohmann/json.hpp>

#include "benchmarks/stage.hpp"
#include "crossover/question.hpp"

namespace crossover {

/// One measurement of a cell in a process of its own, forked from this one. So its crew is as fresh
/// as its threads' places on the CPUs, no other crew waits beside it, and whatever becomes of the
/// process, nothing is left of it: it and all below it are gone on return.
///
/// Returns `{"time_ns": ..., "runs": ..., "counters": {...}, "label": "..."}`, or `{"error":
/// "..."}`: what the measurement threw, how the process died, or that it did not end within
/// `limit`. A stage whose memory such a process has left in disorder must be made anew.
///
/// The caller must have no other children and no other threads.
[[nodiscard]] nlohmann::json take_turn(const Cell& cell, Stage& stage, unsigned effective_cpus,
                                       std::chrono::nanoseconds sample_length,
                                       std::chrono::milliseconds limit);

/// Far beyond what a slow machine needs for a turn.
[[nodiscard]] std::chrono::milliseconds turn_limit(const Workload& workload);

/// Makes this process the one that inherits the children of what it forks, so that `take_turn` can
/// see the end of them: prctl(2), PR_SET_CHILD_SUBREAPER.
void adopt_orphans();

}  // namespace crossover
