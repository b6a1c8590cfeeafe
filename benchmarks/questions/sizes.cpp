#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

std::vector<std::uint64_t> own_sizes(const Scope& scope) {
  if (scope.is_brief) {
    return {300, 3'000, 30'000, 300'000, 3'000'000};
  }
  return {100, 1'000, 10'000, 100'000, 1'000'000, 9'999'999};
}

std::vector<Cell> cells(const Scope& scope) {
  std::vector<Cell> all;
  const auto workers = scope.workers_or({scope.effective_cpus});
  for (const std::uint64_t intensity : scope.intensities_or({1})) {
    for (const std::uint64_t n : scope.sizes_or(own_sizes(scope))) {
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
