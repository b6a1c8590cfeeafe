#include <algorithm>
#include <utility>

#include "benchmarks/references/bare_crews.hpp"
#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

/// Our pools move their workers off the caller's CPU, which no other strategy can ask for: what
/// they take without it stands beside them.
void add_unplaced(std::vector<Cell>& all, const Spec& workload, unsigned workers,
                  const Scope& scope) {
  static const Strategy threads = unplaced(*strategies().find("thread_pool"));
  static const Strategy processes = unplaced(*strategies().find("process_pool"));
  for (const auto& [name, reference] :
       {std::pair("thread_pool", &threads), std::pair("process_pool", &processes)}) {
    if (std::ranges::find(scope.strategies, std::string_view(name), &Strategy::name) !=
        scope.strategies.end()) {
      scope.add(all, workload, *reference, workers);
    }
  }
}

/// `empty` shows what a run costs that may be anyone's, `rendezvous` what it costs to get all
/// workers to take part, and what it costs to keep them waiting.
std::vector<Cell> cells(const Scope& scope) {
  std::vector<Cell> all;
  for (const unsigned workers : scope.workers_or({std::max(2U, scope.effective_cpus)})) {
    const Spec empty = Spec("empty").set("n", workers);
    const Spec rendezvous = Spec("rendezvous").set("n", workers);
    if (scope.is_brief) {
      scope.quick_ones().cross(all, rendezvous, {workers});
      continue;
    }
    scope.cross(all, rendezvous, {workers});
    scope.cross(all, empty, {workers});
    add_unplaced(all, rendezvous, workers, scope);
    scope.cross(all, empty, {workers}, Phase::idle);
  }
  return all;
}

const AddQuestion dispatch{
    {.name = "dispatch", .summary = "what does it cost to hand over a run?", .cells = cells}};

}  // namespace
}  // namespace crossover
