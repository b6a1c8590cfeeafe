#include "trial.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

#include "crossover/sliced_crew.hpp"
#include "crossover/usage.hpp"
#include "interruption.hpp"

namespace crossover {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// The one timed loop of this repository.
template <typename Step>
void time(benchmark::State& state, Step step) {
  for ([[maybe_unused]] auto _ : state) {
    step();
    if (interruption() != 0) {
      state.SkipWithError("interrupted");
      break;
    }
  }
}

/// Runtimes keep their threads spinning for a while after their last job, on the CPUs that the next
/// row needs. Returns when this process and all below it have come to rest, or after a moment.
void await_rest() {
  constexpr std::chrono::nanoseconds pause = 1ms;
  constexpr int most_pauses = 100;
  for (int i = 0; i < most_pauses; ++i) {
    const Usage before = usage_of_process_tree();
    std::this_thread::sleep_for(pause);
    if ((usage_of_process_tree() - before).cpu < pause / 2) {
      return;
    }
  }
}

void require_right_answer(const Workload& workload) {
  if (const auto mismatch = workload.check()) {
    throw std::runtime_error("wrong answer: item " + std::to_string(mismatch->item) + " is " +
                             mismatch->actual + ", expected " + mismatch->expected);
  }
}

std::unique_ptr<Crew> start(const Cell& cell, Workload& workload, const Setup& setup) {
  try {
    return cell.strategy->start(workload, setup);
  } catch (const std::system_error& cause) {
    throw std::runtime_error("cannot start " + std::to_string(cell.workers) +
                             " workers: " + cause.what());
  }
}

/// Workers that have something to do.
std::size_t workers_expected(const Cell& cell, const Workload& workload) {
  const Slices slices(workload.size(), cell.slices, workload.granule());
  return std::min<std::size_t>(cell.workers, slices.count_filled());
}

/// oneTBB starts its threads when it sees fit: runs until all workers have been seen in one, within
/// reason.
void warm_up(Crew& crew, std::size_t expected) {
  constexpr auto reasonable_time = 100ms;
  constexpr int enough_runs = 100;
  const auto deadline = Clock::now() + reasonable_time;
  for (int i = 0; i < enough_runs && Clock::now() < deadline; ++i) {
    const std::uint64_t before = crew.participations();
    crew.run();
    if (crew.participations() - before >= expected) {
      return;
    }
  }
}

/// What a row says besides its time.
void report(benchmark::State& state, const Cell& cell, const Workload& workload, const Usage& used,
            std::uint64_t participations) {
  const auto runs = static_cast<double>(state.iterations());
  const auto per_run = [runs](auto amount) { return static_cast<double>(amount) / runs; };
  const Demand demand = workload.demand();
  const double observed = per_run(participations);
  state.counters["workers_observed"] = observed;
  state.counters["cpu_ns"] = per_run(used.cpu.count());
  state.counters["page_faults"] = per_run(used.page_faults);
  state.counters["context_switches"] = per_run(used.context_switches);
  state.counters["bytes"] = static_cast<double>(demand.bytes);
  state.counters["multiplies"] = static_cast<double>(demand.multiplies);
  const auto iterations = static_cast<std::int64_t>(state.iterations());
  state.SetItemsProcessed(iterations * static_cast<std::int64_t>(workload.size()));
  state.SetBytesProcessed(iterations * static_cast<std::int64_t>(demand.bytes));

  const std::size_t expected = workers_expected(cell, workload);
  if (observed < 0.995 * static_cast<double>(expected)) {
    const double shown = std::round(observed * 100) / 100;
    state.SetLabel("only " + std::to_string(shown).substr(0, 4) + " of " +
                   std::to_string(expected) + " workers computed");
  }
}

}  // namespace

Trial::Stage::Stage(Spec complete_spec, unsigned workers)
    : spec(std::move(complete_spec)),
      arena(bytes(spec, workers)),
      workload(make_workload(spec, arena)) {}

std::size_t Trial::bytes(const Spec& workload, unsigned workers) {
  constexpr std::size_t sections = 3 * std::size_t{4096};  // begin on pages of their own
  constexpr std::size_t hand_off = 4096;
  return recipe_of(workload).bytes(workload) + (workers * sizeof(WorkerRecord)) + sections +
         hand_off;
}

Trial::Stage& Trial::stage_for(const Spec& workload) {
  if (!stage_ || stage_->spec != workload) {
    stage_.reset();  // gives its memory back before the next one takes some
    stage_.emplace(workload, most_workers_);
  }
  return *stage_;
}

Setup Trial::setup_for(const Cell& cell, Stage& stage) const {
  return {.workers = cell.workers,
          .slices = cell.slices,
          .arena = stage.arena,
          .spec = stage.spec,
          .effective_cpus = effective_cpus_};
}

void Trial::measure(benchmark::State& state, const Cell& cell) {
  if (interruption() != 0) {
    state.SkipWithError("interrupted before it was measured");
    return;
  }
  try {
    Stage& stage = stage_for(cell.workload);
    await_rest();
    stage.workload->reset();
    cell.phase == Phase::warm ? measure_warm(state, cell, stage) : measure_cold(state, cell, stage);
    require_right_answer(*stage.workload);
  } catch (const std::exception& failure) {
    fail(state, failure.what());
  }
}

void Trial::measure_warm(benchmark::State& state, const Cell& cell, Stage& stage) const {
  const auto crew = start(cell, *stage.workload, setup_for(cell, stage));
  crew->run();
  require_right_answer(*stage.workload);
  warm_up(*crew, workers_expected(cell, *stage.workload));
  stage.workload->reset();

  const std::uint64_t participations_before = crew->participations();
  const Usage before = usage_of_process_tree();
  time(state, [&] { crew->run(); });
  const Usage used = usage_of_process_tree() - before;
  report(state, cell, *stage.workload, used, crew->participations() - participations_before);
  if (const auto pss = pss_of_process_tree()) {
    state.counters["pss_bytes"] = static_cast<double>(*pss);
  }
}

void Trial::measure_cold(benchmark::State& state, const Cell& cell, Stage& stage) const {
  const Setup setup = setup_for(cell, stage);
  start(cell, *stage.workload, setup)->run();
  require_right_answer(*stage.workload);
  stage.workload->reset();

  std::uint64_t participations = 0;
  const Usage before = usage_of_process_tree();
  time(state, [&] {
    const auto crew = start(cell, *stage.workload, setup);
    crew->run();
    participations += crew->participations();
  });
  report(state, cell, *stage.workload, usage_of_process_tree() - before, participations);
}

void Trial::fail(benchmark::State& state, const std::string& why) {
  state.SkipWithError(why.c_str());
  any_failed_ = any_failed_ || !why.starts_with("unavailable: ");
}

}  // namespace crossover
