#include "benchmarks/google_benchmark/trial.hpp"

#include <algorithm>
#include <cstdint>
#include <exception>

#include "benchmarks/interruption.hpp"
#include "benchmarks/measuring/crew_lives.hpp"
#include "benchmarks/measuring/measuring.hpp"
#include "benchmarks/measuring/rest.hpp"

#include "crossover/failure.hpp"

namespace crossover {

namespace {

void tell(benchmark::State& state, const RowReport& report) {
  for (const auto& [name, value] : report.counters) {
    state.counters[name] = value;
  }
  const auto items = static_cast<std::int64_t>(report.items);
  state.SetItemsProcessed(state.iterations() * items);
  const auto bytes = static_cast<std::int64_t>(report.counters.at("bytes"));
  state.SetBytesProcessed(state.iterations() * bytes);
  state.SetLabel(report.label);
}

}  // namespace

void time_as_planned(const Cell& cell, benchmark::internal::Benchmark& benchmark) {
  is_timed_by_run(cell.phase) ? benchmark.UseManualTime() : benchmark.UseRealTime();
  if (const unsigned iterations = fixed_iterations(cell.phase, cell.rest); iterations != 0) {
    benchmark.Iterations(iterations);
  }
}

void Trial::measure(benchmark::State& state, const Cell& cell) {
  if (interruption() != 0) {
    fail(state, cell, Interrupted("interrupted before it was measured"));
    return;
  }
  try {
    tell(state, measured(state, cell));
    state.counters["memory_nodes"] = stage_->arena.placement().nodes;
  } catch (const Interrupted& interrupted) {
    fail(state, cell, interrupted);
  } catch (const std::exception& failure) {
    crew_.reset();
    fail(state, cell, failure);
  }
}

/// Where the row's name says how often, that is what Google Benchmark asks for.
RowReport Trial::measured(benchmark::State& state, const Cell& cell) {
  const bool is_fixed = fixed_iterations(cell.phase, cell.rest) != 0;
  GoogleTimer timer(state, is_fixed ? std::nullopt : conditions_.minimum_time);
  if (!needs_new_crews(cell.phase)) {
    return measure_runs(standing_crew_for(cell), cell, timer);
  }
  crew_.reset();
  Stage& stage = stage_for(cell.workload);
  await_rest();
  return measure_crew_lives(cell, stage, conditions_.effective_cpus, timer);
}

Stage& Trial::stage_for(const Spec& workload) {
  if (!stage_ || stage_->spec != workload) {
    stage_.reset();  // gives its memory back before the next one takes some
    stage_.emplace(workload, conditions_.most_workers, conditions_.files);
  }
  return *stage_;
}

StandingCrew& Trial::standing_crew_for(const Cell& cell) {
  if (!crew_ || !crew_->serves(cell)) {
    crew_.reset();
    Stage& stage = stage_for(cell.workload);
    await_rest();
    crew_.emplace(cell, stage, conditions_.effective_cpus);
  }
  return *crew_;
}

void Trial::fail(benchmark::State& state, const Cell& cell, const std::exception& why) {
  state.SkipWithError(why.what());
  failures_.try_emplace(cell.name(), kind_of(why));
}

std::optional<FailureKind> Trial::failure_of(const std::string& cell) const {
  const auto found = failures_.find(cell);
  return found == failures_.end() ? std::nullopt : std::optional(found->second);
}

bool Trial::any_failed() const {
  return std::ranges::any_of(failures_, [](const auto& each) { return is_wrong(each.second); });
}

}  // namespace crossover
