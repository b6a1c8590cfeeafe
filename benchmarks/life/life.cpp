#include "benchmarks/life/life.hpp"

#include <chrono>
#include <random>

#include "benchmarks/host/host_supervisor.hpp"
#include "benchmarks/host/time_limit.hpp"
#include "benchmarks/life/life_row.hpp"
#include "benchmarks/life/machine_state.hpp"
#include "benchmarks/life/round.hpp"
#include "crossover/failure.hpp"

namespace crossover {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using nlohmann::ordered_json;

constexpr auto for_a_crew = 20s;

std::optional<double> hand_over_ns(unsigned effective_cpus) {
  constexpr auto limit = 2ms;
  return core_to_core_ns(effective_cpus, limit);
}

}  // namespace

ordered_json Life::live() {
  HostSupervisor hosts(conditions_.arguments, conditions_.effective_cpus,
                       HostSupervisor::Between::nothing);
  if (needs_ranks(plan_)) {
    hosts.join_ranks();
  }
  Rows rows;
  std::mt19937_64 dice(request_.seed);
  try {
    for (unsigned round = 0; round < request_.rounds; ++round) {
      for (const Visit& visit : draw_round(plan_, request_, dice)) {
        take_turns(visit, round, hosts, rows);
      }
    }
  } catch (const Interrupted&) {  // what has been measured until then is the answer
  }
  return in_order(rows);
}

void Life::take_turns(const Visit& visit, unsigned round, HostSupervisor& hosts, Rows& rows) const {
  MachineState state{.core_to_core_ns = {}, .fixed_work_ns = fixed_work_ns()};
  for (const Turn& turn : visit) {
    LifeRow& row = rows[turn.row()];
    if (row.has_failed()) {
      continue;
    }
    state.core_to_core_ns = hand_over_ns(conditions_.effective_cpus);
    const std::chrono::duration<double> at = Clock::now() - begin_;
    try {
      row.add(hosts.ask(turn.is_other ? request_.against : this_program, *turn.cell,
                        {{"row", turn.cell->row()}, {"sample_ms", request_.sample_ms}},
                        time_limit(*turn.cell, conditions_.time_limit.value_or(for_a_crew))),
              round, at.count(), state);
    } catch (const HostLost& lost) {
      row.lose(lost);
    }
  }
}

ordered_json Life::in_order(const Rows& rows) {
  ordered_json found = ordered_json::array();
  for (const PlannedCell& planned : plan_) {
    for (const Turn& turn :
         {Turn{.cell = &planned.cell}, Turn{.cell = &planned.cell, .is_twin = true},
          Turn{.cell = &planned.cell, .is_other = true}}) {
      const auto row = rows.find(turn.row());
      if (row != rows.end() && !row->second.is_empty()) {
        found.push_back(row->second.to_json(row->first));
        any_failed_ = any_failed_ || row->second.should_have_been_measured();
      }
    }
  }
  return found;
}

}  // namespace crossover
