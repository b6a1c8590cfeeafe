#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

constexpr std::uint64_t bound_by_cores = 50'000;

/// Bound by the cores, with a worker for each of them.
std::vector<Cell> brief_cells(const Scope& scope) {
  std::vector<Cell> all;
  for (const std::uint64_t intensity : scope.intensities_or({64})) {
    for (const std::uint64_t n : scope.sizes_or({bound_by_cores})) {
      scope.quick_ones().cross(all, Spec("squares").set("n", n).set("intensity", intensity),
                               scope.workers_or({scope.effective_cpus}));
    }
  }
  return all;
}

std::vector<Cell> cells(const Scope& scope) {
  if (scope.is_brief) {
    return brief_cells(scope);
  }
  std::vector<Cell> all;
  const auto workers = scope.workers_or(fitting_and_too_many(scope.effective_cpus));
  for (const std::uint64_t intensity : scope.intensities_or({1, 64})) {
    // Bound by memory, the array must exceed the caches; bound by the cores, it need not.
    const std::uint64_t own_size = intensity < 8 ? 9'999'999 : bound_by_cores;
    for (const std::uint64_t n : scope.sizes_or({own_size})) {
      scope.quick_ones().cross(all, Spec("squares").set("n", n).set("intensity", intensity),
                               workers);
    }
  }
  return all;
}

const AddQuestion scaling{
    {.name = "scaling", .summary = "what do more workers buy?", .cells = cells}};

}  // namespace
}  // namespace crossover
