#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

/// A decade apart. Below the smallest that has fresh workers none of them pays.
std::vector<Cell> brief_cells(const Scope& scope) {
  constexpr std::uint64_t smallest_for_fresh_workers = 3'000;
  std::vector<Cell> all;
  const auto workers = scope.workers_or({scope.effective_cpus});
  for (const std::uint64_t n : {300U, 3'000U, 30'000U, 300'000U, 3'000'000U}) {
    const Spec spec = Spec("squares").set("n", n);
    const bool has_all = n == 30'000 || n == 3'000'000;
    const Scope asked = has_all ? scope : scope.quick_ones();
    asked.cross(all, spec, workers);
    if (n >= smallest_for_fresh_workers) {
      asked.cross(all, spec, workers, Phase::cold);
    }
  }
  return all;
}

std::vector<Cell> cells(const Scope& scope) {
  if (scope.is_brief && scope.sizes.empty() && scope.intensities.empty()) {
    return brief_cells(scope);
  }
  std::vector<Cell> all;
  const auto workers = scope.workers_or({scope.effective_cpus});
  for (const std::uint64_t intensity : scope.intensities_or({1})) {
    for (const std::uint64_t n :
         scope.sizes_or({100, 1'000, 10'000, 100'000, 1'000'000, 9'999'999})) {
      const Spec spec = Spec("squares").set("n", n).set("intensity", intensity);
      for (const Phase phase : {Phase::warm, Phase::cold}) {
        scope.cross(all, spec, workers, phase);
      }
    }
  }
  return all;
}

const AddQuestion sizes{{.name = "sizes",
                         .summary = "from what size on does each strategy beat serial?",
                         .cells = cells}};

}  // namespace
}  // namespace crossover
