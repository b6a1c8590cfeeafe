#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

/// Enough for dynamic schedules to balance with, few enough to cost nothing.
constexpr std::size_t slices_per_worker = 16;

std::vector<Cell> cells(const Scope& scope) {
  std::vector<Cell> all;
  const auto workers = scope.workers_or({scope.effective_cpus});
  for (const std::uint64_t intensity : scope.intensities_or({64})) {
    for (const std::uint64_t n : scope.sizes_or({5'000})) {
      for (const std::string shape : {"even", "triangular", "heavy_tailed"}) {
        if (scope.is_brief && shape == "heavy_tailed") {
          continue;
        }
        const Spec spec =
            Spec("skewed_squares").set("n", n).set("intensity", intensity).set("shape", shape);
        (scope.is_brief ? scope.quick_ones() : scope)
            .cross(all, spec, workers, Phase::warm, slices_per_worker);
      }
    }
  }
  return all;
}

const AddQuestion imbalance{
    {.name = "imbalance",
     .summary = "how well does each strategy share out items of unequal cost?",
     .cells = cells}};

}  // namespace
}  // namespace crossover
