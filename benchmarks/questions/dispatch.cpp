#include <algorithm>

#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

/// `empty` shows what a run costs that may be anyone's, `rendezvous` what it costs to get all
/// workers to take part, and what it costs to keep them waiting.
std::vector<Cell> cells(const Scope& scope) {
  std::vector<Cell> all;
  for (const unsigned workers : scope.workers_or({std::max(2U, scope.effective_cpus)})) {
    const Spec empty = Spec("empty").set("n", workers);
    const Spec rendezvous = Spec("rendezvous").set("n", workers);
    scope.cross(all, empty, {workers});
    scope.cross(all, rendezvous, {workers});
    scope.cross(all, empty, {workers}, Phase::idle);
  }
  return all;
}

const AddQuestion dispatch{
    {.name = "dispatch", .summary = "what does it cost to hand over a run?", .cells = cells}};

}  // namespace
}  // namespace crossover
