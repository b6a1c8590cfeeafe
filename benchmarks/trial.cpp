#include "trial.hpp"

#include <algorithm>
#include <exception>
#include <thread>

#include "bursts.hpp"
#include "crossover/catalogue.hpp"
#include "crossover/usage.hpp"
#include "interruption.hpp"
#include "lives.hpp"
#include "rest.hpp"
#include "row_report.hpp"
#include "timed_loop.hpp"

namespace crossover {

namespace {

using namespace std::chrono_literals;

/// CPU time that waiting workers burn from 1 ms after a run on. Reading the usage takes some too.
std::chrono::nanoseconds cpu_burnt_without_work(StandingCrew& crew) {
  crew.run();
  std::this_thread::sleep_for(1ms);
  const Usage before = usage_of_process_tree();
  std::this_thread::sleep_for(100ms);
  return (usage_of_process_tree() - before).cpu;
}

/// Times runs as the cell's phase says; returns how many there were.
std::uint64_t time_runs(benchmark::State& state, benchmark::IterationCount iterations,
                        StandingCrew& crew, Phase phase, std::optional<Bursts>& bursts) {
  switch (phase) {
    case Phase::warm:
      time(state, iterations, [&] { crew.run(); });
      break;
    case Phase::idle:
      time(state, iterations, [&] { return cpu_burnt_without_work(crew); });
      break;
    case Phase::burst:
      time(state, iterations, [&] { return bursts->rest_and_run(); });
      return bursts->runs();
    default:
      time(state, iterations, [&] { return crew.run(phase).run; });
  }
  return static_cast<std::uint64_t>(state.iterations());
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
    state.SkipWithError("interrupted before it was measured");
    return;
  }
  try {
    needs_new_crews(cell.phase) ? measure_lives(state, cell) : measure_runs(state, cell);
    state.counters["memory_nodes"] = stage_->arena.placement().nodes;
  } catch (const std::exception& failure) {
    crew_.reset();
    fail(state, failure.what());
  }
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

/// Google Benchmark approaches its minimum time in steps, each of which would have to be proved and
/// reported like a row. How long a step of the timed loop takes is known before, so the first call
/// can be the last.
benchmark::IterationCount Trial::iterations(const benchmark::State& state, const Cell& cell,
                                            std::chrono::nanoseconds step) const {
  constexpr double surplus = 1.4;  // as in Google Benchmark's own predictions
  constexpr double most = 1e9;     // as there
  if (!conditions_.minimum_time || fixed_iterations(cell.phase, cell.rest) != 0) {
    return state.max_iterations;
  }
  const std::chrono::duration<double> expected = std::max(step, std::chrono::nanoseconds(1));
  const double wanted = surplus * (*conditions_.minimum_time / expected) + 1;
  return std::max(state.max_iterations,
                  static_cast<benchmark::IterationCount>(std::min(wanted, most)));
}

/// Reading the usage takes so long that workers fall asleep, so a few runs come after that.
void Trial::measure_runs(benchmark::State& state, const Cell& cell) {
  StandingCrew& crew = standing_crew_for(cell);
  const Settling& settling = crew.settle(cell);
  if (interruption() != 0) {
    state.SkipWithError("interrupted");
    return;
  }
  std::optional<Bursts> bursts;
  if (cell.phase == Phase::burst) {
    bursts.emplace(crew, cell.rest);
  }
  const Usage used_before = usage_of_process_tree();
  const std::uint64_t runs_before = crew.wake(cell.phase);
  crew.workload().begin_timing();
  const std::uint64_t participations_before = crew.participations();
  const std::uint64_t runs =
      time_runs(state, iterations(state, cell, settling.median_run()), crew, cell.phase, bursts);
  const Happenings happened{.runs = runs,
                            .participations = crew.participations() - participations_before,
                            .used = usage_of_process_tree() - used_before,
                            .runs_of_usage = runs_before + runs,
                            .workers_expected = crew.workers_expected(),
                            .runtime = crew.runtime()};
  report(state, crew.workload(), happened);
  report(state, settling);
  if (bursts) {
    bursts->report(state);
    state.counters["rest_cpu_share"] = cell.strategy->parallel ? bursts->rest_cpu_share() : 0;
  }
  if (const auto pss = cell.phase == Phase::warm ? crew.pss_bytes() : std::nullopt) {
    state.counters["pss_bytes"] = static_cast<double>(*pss);
  }
  state.SetLabel(label(happened, &settling));
  crew.require_right_answer();
}

void Trial::measure_lives(benchmark::State& state, const Cell& cell) {
  crew_.reset();
  Stage& stage = stage_for(cell.workload);
  Workload& workload = *stage.workload;
  await_rest();
  workload.reset();
  const auto first = Lives(cell, stage, conditions_.effective_cpus).live();
  require_right_answer(workload);
  workload.begin_timing();

  Lives lives(cell, stage, conditions_.effective_cpus);
  const Usage used_before = usage_of_process_tree();
  time(state, iterations(state, cell, first), [&] { return lives.live(); });
  const auto runs = static_cast<std::uint64_t>(state.iterations());
  const Happenings happened{.runs = runs,
                            .participations = lives.participations(),
                            .used = usage_of_process_tree() - used_before,
                            .runs_of_usage = runs,
                            .workers_expected = workers_expected(cell, workload),
                            .runtime = lives.runtime()};
  report(state, workload, happened);
  state.SetLabel(label(happened, nullptr));
  require_right_answer(workload);
}

void Trial::fail(benchmark::State& state, const std::string& why) {
  state.SkipWithError(why.c_str());
  any_failed_ = any_failed_ || !why.starts_with("unavailable: ");
}

}  // namespace crossover
