#include "benchmarks/measuring/measuring.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <thread>

#include "benchmarks/measuring/bursts.hpp"
#include "benchmarks/measuring/new_crews.hpp"
#include "benchmarks/measuring/right_answer.hpp"
#include "crossover/failure.hpp"
#include "crossover/strategy.hpp"
#include "src/system/usage.hpp"

namespace crossover {

namespace {

using namespace std::chrono_literals;
using Duration = Timer::Duration;

/// CPU time that waiting workers burn from 1 ms after a run on. Reading the usage takes some too.
Duration cpu_burnt_without_work(StandingCrew& crew) {
  crew.run();
  std::this_thread::sleep_for(1ms);
  const Usage before = usage_of_process_tree();
  std::this_thread::sleep_for(100ms);
  return (usage_of_process_tree() - before).cpu;
}

/// What was timed.
struct Timed {
  std::uint64_t runs = 0;
  std::optional<Duration> longest;  // of those that were timed one by one
};

Timed time_steps(const std::function<Duration()>& step, Duration expected, Timer& timer) {
  Duration longest{};
  const auto watched = [&] {
    const Duration took = std::max(step(), Duration(1));
    longest = std::max(longest, took);
    return took;
  };
  const std::uint64_t steps = timer.time_steps(watched, expected);
  return {.runs = steps, .longest = longest};
}

/// As the cell's phase says.
Timed time_runs(StandingCrew& crew, Phase phase, std::optional<Bursts>& bursts, Duration expected,
                Timer& timer) {
  switch (phase) {
    case Phase::warm: {
      const auto batch = [&crew](std::uint64_t runs) {
        for (std::uint64_t run = 0; run < runs; ++run) {
          crew.run();
        }
      };
      return {.runs = timer.time_batches(batch, expected), .longest = {}};
    }
    case Phase::idle:
      return time_steps([&] { return cpu_burnt_without_work(crew); }, expected, timer);
    case Phase::burst: {
      Timed timed = time_steps([&] { return bursts->rest_and_run(); }, expected, timer);
      timed.runs = bursts->runs();
      return timed;
    }
    default:
      return time_steps([&] { return crew.run(phase).run; }, expected, timer);
  }
}

void note_longest(RowReport& report, const Timed& timed) {
  if (timed.longest) {
    report.counters["longest_ns"] = static_cast<double>(timed.longest->count());
  }
}

void note_bursts(RowReport& report, Bursts& bursts, const Cell& cell) {
  report.counters.merge(bursts.counters());
  report.counters["rest_cpu_share"] = cell.strategy->parallel ? bursts.rest_cpu_share() : 0;
}

void note_memory(RowReport& report, StandingCrew& crew) {
  if (const auto pss = crew.pss_bytes()) {
    report.counters["pss_bytes"] = static_cast<double>(*pss);
  }
}

/// What happened while runs were timed, besides their times.
struct Watched {
  Timed timed;
  Happenings happened;
};

/// Reading the usage takes so long that workers fall asleep, so a few runs come after that.
Watched time_and_watch(StandingCrew& crew, Phase phase, std::optional<Bursts>& bursts,
                       Duration expected, Timer& timer) {
  const Usage used_before = usage_of_process_tree();
  const std::uint64_t runs_before = crew.wake(phase);
  crew.workload().begin_timing();
  const std::uint64_t participations_before = crew.participations();
  const Timed timed = time_runs(crew, phase, bursts, expected, timer);
  return {.timed = timed,
          .happened = {.runs = timed.runs,
                       .participations = crew.participations() - participations_before,
                       .used = usage_of_process_tree() - used_before,
                       .runs_of_usage = runs_before + timed.runs,
                       .workers_expected = crew.workers_expected(),
                       .counted_by_crew = crew.counters(),
                       .runtime = crew.runtime()}};
}

}  // namespace

RowReport measure_runs(StandingCrew& crew, const Cell& cell, Timer& timer) {
  const Settling& settling = crew.settle(cell);
  std::optional<Bursts> bursts;
  if (cell.phase == Phase::burst) {
    bursts.emplace(crew, cell.rest);
  }
  const auto [timed, happened] =
      time_and_watch(crew, cell.phase, bursts, settling.median_run(), timer);
  RowReport report = row_report(crew.workload(), happened, &settling);
  note_longest(report, timed);
  if (bursts) {
    note_bursts(report, *bursts, cell);
  }
  if (cell.phase == Phase::warm) {
    note_memory(report, crew);
  }
  crew.require_right_answer();
  return report;
}

/// The first is not timed: it tells how long one takes.
RowReport measure_new_crews(const Cell& cell, Stage& stage, unsigned effective_cpus, Timer& timer) {
  Workload& workload = *stage.workload;
  workload.reset();
  const Duration first = NewCrews(cell, stage, effective_cpus).live();
  require_right_answer(workload);
  workload.begin_timing();

  NewCrews lives(cell, stage, effective_cpus);
  const Usage used_before = usage_of_process_tree();
  const Timed timed = time_steps([&] { return lives.live(); }, first, timer);
  const Happenings happened{.runs = timed.runs,
                            .participations = lives.participations(),
                            .used = usage_of_process_tree() - used_before,
                            .runs_of_usage = timed.runs,
                            .workers_expected = workers_expected(cell, workload),
                            .counted_by_crew = lives.counters(),
                            .runtime = lives.runtime()};
  RowReport report = row_report(workload, happened, nullptr);
  note_longest(report, timed);
  require_right_answer(workload);
  return report;
}

}  // namespace crossover
