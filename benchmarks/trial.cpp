#include "trial.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iomanip>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>

#include "crossover/sliced_crew.hpp"
#include "crossover/usage.hpp"
#include "interruption.hpp"

namespace crossover {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

using Duration = std::chrono::nanoseconds;

/// The one timed loop of this repository. A step that returns how long it took is believed;
/// otherwise Google Benchmark's clock runs from before the first step to after the last.
template <typename Step>
void time(benchmark::State& state, Step step) {
  Duration longest{};
  for ([[maybe_unused]] auto _ : state) {
    if constexpr (std::is_same_v<decltype(step()), Duration>) {
      const Duration took = std::max<Duration>(step(), 1ns);
      state.SetIterationTime(std::chrono::duration<double>(took).count());
      longest = std::max(longest, took);
    } else {
      step();
    }
    if (interruption() != 0) {
      state.SkipWithError("interrupted");
      break;
    }
  }
  if (longest > Duration::zero()) {
    state.counters["longest_ns"] = static_cast<double>(longest.count());
  }
}

template <typename Action>
Duration duration_of(Action action) {
  const auto begin = Clock::now();
  action();
  return Clock::now() - begin;
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

bool needs_new_crews(Phase phase) {
  return phase == Phase::cold || phase == Phase::start || phase == Phase::first ||
         phase == Phase::stop;
}

void require_right_answer(const Workload& workload) {
  if (const auto mismatch = workload.check()) {
    throw std::runtime_error("wrong answer: item " + std::to_string(mismatch->item) + " is " +
                             mismatch->actual + ", expected " + mismatch->expected);
  }
}

void require_right_answer(const Workload& workload, Crew& crew) {
  crew.deliver();
  require_right_answer(workload);
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

/// CPU time that waiting workers burn from 1 ms after a run on. Reading the usage takes some too.
Duration cpu_burnt_without_work(Crew& crew) {
  crew.run();
  std::this_thread::sleep_for(1ms);
  const Usage before = usage_of_process_tree();
  std::this_thread::sleep_for(100ms);
  return (usage_of_process_tree() - before).cpu;
}

/// What a row says besides its time.
void report(benchmark::State& state, const Cell& cell, const Workload& workload, const Usage& used,
            std::uint64_t participations) {
  const auto runs = static_cast<double>(state.iterations());
  const auto per_run = [runs](auto amount) { return static_cast<double>(amount) / runs; };
  const Demand demand = workload.demand();
  state.counters["workers_observed"] = per_run(participations);
  state.counters["cpu_ns"] = per_run(used.cpu.count());
  state.counters["page_faults"] = per_run(used.page_faults);
  state.counters["context_switches"] = per_run(used.context_switches);
  state.counters["bytes"] = static_cast<double>(demand.bytes);
  state.counters["multiplies"] = static_cast<double>(demand.multiplies);
  for (const auto& [name, value] : workload.counters()) {
    state.counters[name] = value;
  }
  const auto iterations = static_cast<std::int64_t>(state.iterations());
  state.SetItemsProcessed(iterations * static_cast<std::int64_t>(workload.size()));
  state.SetBytesProcessed(iterations * static_cast<std::int64_t>(demand.bytes));
  if (const auto pss = cell.phase == Phase::warm ? pss_of_process_tree() : std::nullopt) {
    state.counters["pss_bytes"] = static_cast<double>(*pss);
  }
}

/// What executes the workers, if that is not this program, and how many were missing.
std::string label(const Cell& cell, const Workload& workload, double observed,
                  const std::string& runtime) {
  const std::size_t expected = workers_expected(cell, workload);
  if (observed >= 0.995 * static_cast<double>(expected)) {
    return runtime;
  }
  std::ostringstream shown;
  shown << runtime << (runtime.empty() ? "" : "; ") << "only " << std::setprecision(3) << observed
        << " of " << expected << " workers computed";
  return shown.str();
}

}  // namespace

void time_as_planned(const Cell& cell, benchmark::internal::Benchmark& benchmark) {
  is_timed_by_run(cell.phase) ? benchmark.UseManualTime() : benchmark.UseRealTime();
  if (const unsigned iterations = fixed_iterations(cell.phase); iterations != 0) {
    benchmark.Iterations(iterations);
  }
}

Trial::Stage::Stage(Spec complete_spec, unsigned workers, const std::filesystem::path& files)
    : spec(std::move(complete_spec)),
      arena(bytes(spec, workers)),
      workload(make_workload(spec, arena)) {
  workload->keep_files_in(files);
}

std::size_t Trial::bytes(const Spec& workload, unsigned workers) {
  constexpr std::size_t sections = 3 * std::size_t{4096};  // begin on pages of their own
  constexpr std::size_t hand_off = 4096;  // and less than a line more for each worker
  return recipe_of(workload).bytes(workload) +
         (workers * (sizeof(WorkerRecord) + Arena::cache_line)) + sections + hand_off;
}

Trial::Stage& Trial::stage_for(const Spec& workload) {
  if (!stage_ || stage_->spec != workload) {
    stage_.reset();  // gives its memory back before the next one takes some
    stage_.emplace(workload, most_workers_, files_);
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
    needs_new_crews(cell.phase) ? measure_lives(state, cell, stage)
                                : measure_runs(state, cell, stage);
    state.counters["memory_nodes"] = stage.arena.placement().nodes;
  } catch (const std::exception& failure) {
    fail(state, failure.what());
  }
}

void Trial::measure_runs(benchmark::State& state, const Cell& cell, Stage& stage) const {
  Workload& workload = *stage.workload;
  const auto crew = start(cell, workload, setup_for(cell, stage));
  crew->run();
  require_right_answer(workload, *crew);
  warm_up(*crew, workers_expected(cell, workload));
  workload.reset();

  const std::uint64_t participations_before = crew->participations();
  const Usage before = usage_of_process_tree();
  switch (cell.phase) {
    case Phase::each:
      time(state, [&] { return duration_of([&] { crew->run(); }); });
      break;
    case Phase::rested:
      time(state, [&] {
        std::this_thread::sleep_for(5ms);
        return duration_of([&] { crew->run(); });
      });
      break;
    case Phase::idle:
      time(state, [&] { return cpu_burnt_without_work(*crew); });
      break;
    case Phase::anatomy:
    case Phase::prepared:
      time(state, [&] {
        if (cell.phase == Phase::prepared) {
          workload.prepare_run();
        }
        const auto begin = Clock::now();
        crew->run();
        const auto end = Clock::now();
        workload.note_run(begin, end);
        return Duration(end - begin);
      });
      break;
    default:
      time(state, [&] { crew->run(); });
  }
  const Usage used = usage_of_process_tree() - before;
  const std::uint64_t participations = crew->participations() - participations_before;
  report(state, cell, workload, used, participations);
  state.SetLabel(label(cell, workload, state.counters["workers_observed"], crew->runtime()));
  require_right_answer(workload, *crew);
}

void Trial::measure_lives(benchmark::State& state, const Cell& cell, Stage& stage) const {
  Workload& workload = *stage.workload;
  const Setup setup = setup_for(cell, stage);
  std::uint64_t participations = 0;
  std::string runtime;
  const auto live = [&] {
    std::unique_ptr<Crew> crew;
    const Duration to_start = duration_of([&] { crew = start(cell, workload, setup); });
    const Duration to_first = duration_of([&] { crew->run(); });
    participations += crew->participations();
    runtime = crew->runtime();
    crew->deliver();
    const Duration to_stop = duration_of([&] { crew.reset(); });
    switch (cell.phase) {
      case Phase::start:
        return to_start;
      case Phase::first:
        return to_first;
      case Phase::stop:
        return to_stop;
      default:
        return to_start + to_first + to_stop;
    }
  };
  live();
  require_right_answer(workload);
  workload.reset();

  participations = 0;
  const Usage before = usage_of_process_tree();
  time(state, live);
  report(state, cell, workload, usage_of_process_tree() - before, participations);
  state.SetLabel(label(cell, workload, state.counters["workers_observed"], runtime));
  require_right_answer(workload);
}

void Trial::fail(benchmark::State& state, const std::string& why) {
  state.SkipWithError(why.c_str());
  any_failed_ = any_failed_ || !why.starts_with("unavailable: ");
}

}  // namespace crossover
