#include <algorithm>

#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

/// A fork copies what describes the caller's memory, an executed program begins with none of it;
/// threads are the contrast.
bool may_depend_on_memory(const Strategy& strategy) {
  return strategy.processes || (strategy.family == "threads" && strategy.is_ready_representative());
}

/// What the parts of a crew's life take; and a whole life against the memory that the caller holds.
std::vector<Cell> cells(const Scope& scope) {
  std::vector<Cell> all;
  const Scope holders = scope.among(may_depend_on_memory);
  for (const unsigned workers : scope.workers_or({std::max(2U, scope.effective_cpus)})) {
    const Spec empty = Spec("empty").set("n", workers);
    scope.cross(all, empty, {workers}, Phase::start);
    if (scope.is_brief) {
      continue;
    }
    scope.cross(all, empty, {workers}, Phase::first);
    scope.cross(all, empty, {workers}, Phase::stop);
    for (const auto* memory : {"private", "shared"}) {
      for (const std::uint64_t mib : {0U, 64U, 256U, 1'024U}) {
        const Spec resident =
            Spec("resident").set("n", workers).set("mib", mib).set("memory", memory);
        holders.cross(all, resident, {workers}, Phase::cold);
      }
    }
  }
  return all;
}

const AddQuestion startup{{.name = "startup",
                           .summary = "what does it cost to start workers, and to end them?",
                           .cells = cells}};

}  // namespace
}  // namespace crossover
