#include "benchmarks/life/life.hpp"

#include <chrono>
#include <csignal>
#include <random>

#include "benchmarks/interruption.hpp"
#include "benchmarks/life/hosts.hpp"
#include "benchmarks/life/life_row.hpp"
#include "benchmarks/life/round.hpp"
#include "benchmarks/probe.hpp"
#include "crossover/catalogue.hpp"
#include "crossover/failure.hpp"
#include "src/system/system_failure.hpp"

namespace crossover {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using nlohmann::ordered_json;

/// Lets signals in at no other place than where an answer is awaited, so that none is missed
/// between a look and a wait. A host that is gone is told by a failing write.
class BlockedSignals {
 public:
  BlockedSignals() {
    sigset_t blocked;
    ::sigemptyset(&blocked);
    ::sigaddset(&blocked, SIGINT);
    ::sigaddset(&blocked, SIGTERM);
    if (::sigprocmask(SIG_BLOCK, &blocked, &before_) != 0 ||
        ::signal(SIGPIPE, SIG_IGN) == SIG_ERR) {
      throw system_failure("cannot block signals");
    }
  }
  BlockedSignals(const BlockedSignals&) = delete;
  BlockedSignals& operator=(const BlockedSignals&) = delete;
  BlockedSignals(BlockedSignals&&) = delete;
  BlockedSignals& operator=(BlockedSignals&&) = delete;
  ~BlockedSignals() { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

std::optional<double> hand_over_ns(unsigned effective_cpus) {
  constexpr auto limit = 2ms;
  return core_to_core_ns(effective_cpus, limit);
}

/// Far beyond what a slow machine needs for a turn: whatever a crew does, and some runs more.
std::chrono::milliseconds patience(const Cell& cell) {
  constexpr auto for_a_crew = 20s;
  constexpr std::chrono::nanoseconds for_a_byte = 400ns;
  const std::chrono::nanoseconds for_memory =
      for_a_byte * static_cast<std::int64_t>(recipe_of(cell.workload).bytes(cell.workload));
  return for_a_crew + std::chrono::duration_cast<std::chrono::milliseconds>(for_memory);
}

}  // namespace

ordered_json Life::live() {
  const BlockedSignals blocked;
  Hosts hosts(order_.against, conditions_.host_arguments);
  Rows rows;
  std::mt19937_64 dice(order_.seed);
  try {
    for (unsigned round = 0; round < order_.rounds; ++round) {
      for (const Visit& visit : draw_round(plan_, order_, dice)) {
        take_turns(visit, round, hosts, rows);
      }
    }
  } catch (const Interrupted&) {  // what has been measured until then is the answer
  }
  return in_order(rows);
}

void Life::take_turns(const Visit& visit, unsigned round, Hosts& hosts, Rows& rows) const {
  MachineState state{.core_to_core_ns = {}, .fixed_work_ns = fixed_work_ns()};
  for (const Turn& turn : visit) {
    LifeRow& row = rows[turn.row()];
    if (row.has_failed()) {
      continue;
    }
    state.core_to_core_ns = hand_over_ns(conditions_.effective_cpus);
    const std::chrono::duration<double> at = Clock::now() - begin_;
    try {
      row.add(hosts.take_turn(turn, order_.sample_ms, patience(*turn.cell)), round, at.count(),
              state);
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
