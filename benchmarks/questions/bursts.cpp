#include <algorithm>

#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

/// One of each family, and threads of whom nobody waits for those that wake up late.
bool waits_in_its_own_way(const Strategy& strategy) {
  return strategy.is_ready_representative() ||
         (strategy.family == "threads" && strategy.may_leave_workers_idle);
}

/// Programs work in bursts: a job that the caller could do meanwhile, and one that it could not,
/// after rests in which nobody, some and all fall asleep.
std::vector<Cell> cells(const Scope& scope) {
  using namespace std::chrono_literals;
  std::vector<Cell> all;
  const auto workers = scope.workers_or({std::max(2U, scope.effective_cpus)});
  const Scope most_used = scope.strategies_or(waits_in_its_own_way);
  if (scope.is_brief) {
    for (const Spec& job : scope.jobs_or(scope.squares({10'000}, {1}))) {
      most_used.cross_bursts(all, job, workers, {10ms});
    }
    return all;
  }
  for (const Spec& job : scope.jobs_or(scope.squares({10'000, 1'000'000}, {1}))) {
    most_used.cross_bursts(all, job, workers, {100us, 1ms, 10ms, 100ms});
  }
  return all;
}

const AddQuestion bursts{
    {.name = "bursts", .summary = "how slow are the first runs after a rest?", .cells = cells}};

}  // namespace
}  // namespace crossover
