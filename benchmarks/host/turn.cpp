#include "benchmarks/host/turn.hpp"

#include "benchmarks/host/sample_timer.hpp"
#include "benchmarks/measuring/measuring.hpp"
#include "benchmarks/measuring/new_crews.hpp"
#include "benchmarks/measuring/rest.hpp"
#include "benchmarks/measuring/standing_crew.hpp"
#include "src/system/memory.hpp"

namespace crossover {

namespace {

RowReport measure(const Cell& cell, Stage& stage, unsigned effective_cpus, Timer& timer) {
  if (needs_new_crews(cell.phase)) {
    return measure_new_crews(cell, stage, effective_cpus, timer);
  }
  StandingCrew crew(cell, stage, effective_cpus, SettlingRule::for_a_sample());
  return measure_runs(crew, cell, timer);
}

}  // namespace

nlohmann::json take_turn(const Cell& cell, Stage& stage, unsigned effective_cpus,
                         std::chrono::nanoseconds sample_length) {
  await_rest();
  SampleTimer timer(sample_length);
  RowReport report = measure(cell, stage, effective_cpus, timer);
  report.counters["memory_nodes"] = stage.arena.placement().nodes;
  return {{"time_ns", timer.median_ns()},
          {"runs", timer.runs()},
          {"counters", report.counters},
          {"label", report.label}};
}

}  // namespace crossover
