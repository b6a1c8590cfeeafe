#include <algorithm>

#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

/// A run that is over before workers are awake, and one that keeps them busy.
std::vector<Cell> cells(const Scope& scope) {
  std::vector<Cell> all;
  if (scope.is_brief) {
    return all;
  }
  const auto workers = scope.workers_or({std::max(2U, scope.effective_cpus)});
  for (const std::uint64_t intensity : scope.intensities_or({1})) {
    for (const std::uint64_t n : scope.sizes_or({10'000, 1'000'000})) {
      const Spec spec = Spec("timeline").set("n", n).set("intensity", intensity);
      scope.cross(all, spec, workers, Phase::anatomy);
    }
  }
  return all;
}

const AddQuestion anatomy{
    {.name = "anatomy", .summary = "where does the time of a run go?", .cells = cells}};

}  // namespace
}  // namespace crossover
