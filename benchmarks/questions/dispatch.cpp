#include <algorithm>

#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

/// Our pools move their workers off the caller's CPU, which no other strategy can ask for: what
/// they take without it stands beside them.
void add_unplaced(std::vector<Cell>& all, const Spec& workload, unsigned workers,
                  const Scope& scope) {
  for (const Strategy* strategy : scope.strategies) {
    if (const Strategy* reference = references().find("unplaced_" + strategy->name)) {
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

const AddQuestion dispatch{{.name = "dispatch",
                            .summary = "what does it cost to hand a run to the workers?",
                            .cells = cells}};

}  // namespace
}  // namespace crossover
