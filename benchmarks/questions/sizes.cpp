#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

const std::vector<std::uint64_t> a_decade_apart = {300, 3'000, 30'000, 300'000, 3'000'000};

/// Below the smallest that has fresh workers none of them pays.
std::vector<Cell> brief_cells(const Scope& scope) {
  constexpr std::uint64_t smallest_for_fresh_workers = 3'000;
  std::vector<Cell> all;
  const auto workers = scope.workers_or({scope.effective_cpus});
  for (const std::uint64_t n : a_decade_apart) {
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
    for (const std::uint64_t n : scope.sizes_or(a_decade_apart)) {
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
