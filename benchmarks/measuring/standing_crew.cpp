#include "benchmarks/measuring/standing_crew.hpp"

#include "benchmarks/measuring/right_answer.hpp"
#include "src/system/usage.hpp"

namespace crossover {

namespace {

using namespace std::chrono_literals;
using Clock = Workload::Clock;

/// Whether the workload is told when runs begin and end.
bool notes_runs(Phase phase) { return phase == Phase::anatomy || phase == Phase::prepared; }

}  // namespace

StandingCrew::StandingCrew(const Cell& cell, Stage& stage, unsigned effective_cpus,
                           const SettlingRule& rule)
    : cell_(cell),
      stage_(stage),
      rule_(rule),
      workers_expected_(crossover::workers_expected(cell, workload())) {
  workload().reset();
  crew_ = start(cell, stage, effective_cpus);
  crew_->run();
  require_right_answer();
  explained_run_ = workload().explained_run();
}

bool StandingCrew::serves(const Cell& cell) const {
  return cell.strategy == cell_.strategy && cell.workload == cell_.workload &&
         cell.workers == cell_.workers && cell.slices == cell_.slices;
}

/// oneTBB starts its threads when it sees fit, so a crew of which not all have taken part yet goes
/// on for a while. One that never gets there says so in its row.
const Settling& StandingCrew::settle(const Cell& cell) {
  if (settling_ && cell.name() == cell_.name()) {
    return *settling_;
  }
  cell_ = cell;
  settling_.emplace(rule_, explained_run_);
  bool have_all_been_seen = false;
  do {
    const std::uint64_t before = have_all_been_seen ? 0 : crew_->participations();
    const Run last = run(cell.phase);
    settling_->add(last.run, last.preparation);
    have_all_been_seen = have_all_been_seen || have_all_taken_part(before);
  } while (
      !(settling_->is_over() && (have_all_been_seen || settling_->took() >= rule_.enough_for_all)));
  return *settling_;
}

bool StandingCrew::have_all_taken_part(std::uint64_t participations_before) const {
  return crew_->participations() - participations_before >= workers_expected_;
}

std::uint64_t StandingCrew::wake(Phase phase) {
  constexpr auto long_enough = 500us;
  constexpr auto a_wake_up_is_nothing = 10ms;  // beside a run of this length
  std::uint64_t runs = 0;
  if (settling_ && settling_->median_run() < a_wake_up_is_nothing) {
    const auto begin = Clock::now();
    do {
      run(phase);
      ++runs;
    } while (Clock::now() - begin < long_enough);
  }
  return runs;
}

StandingCrew::Run StandingCrew::run(Phase phase) {
  Run last{};
  auto begin = Clock::now();
  if (phase == Phase::prepared) {
    workload().prepare_run();
    const auto prepared = Clock::now();
    last.preparation = prepared - begin;
    begin = prepared;
  }
  crew_->run();
  const auto end = Clock::now();
  last.run = end - begin;
  if (notes_runs(phase)) {
    workload().note_run(begin, end);
  }
  return last;
}

void StandingCrew::require_right_answer() {
  crew_->deliver();
  crossover::require_right_answer(workload());
}

std::optional<std::uint64_t> StandingCrew::pss_bytes() {
  if (!pss_bytes_) {
    pss_bytes_ = pss_of_process_tree();
  }
  return *pss_bytes_;
}

}  // namespace crossover
