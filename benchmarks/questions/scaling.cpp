#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

constexpr std::uint64_t bound_by_cores = 50'000;

/// Bound by the cores, with a worker for each of them.
std::vector<Cell> brief_cells(const Scope& scope) {
  std::vector<Cell> all;
  for (const Spec& job : scope.jobs_or(scope.squares({bound_by_cores}, {64}))) {
    scope.quick_ones().cross(all, job, scope.workers_or({scope.effective_cpus}));
  }
  return all;
}

/// Bound by memory, the array must exceed the caches; bound by the cores, it need not.
std::vector<Spec> largest_squares(const Scope& scope) {
  std::vector<Spec> squares;
  for (const std::uint64_t intensity : scope.intensities_or({1, 64})) {
    for (const std::uint64_t n : scope.sizes_or({intensity < 8 ? 9'999'999 : bound_by_cores})) {
      squares.push_back(Spec("squares").set("n", n).set("intensity", intensity));
    }
  }
  return squares;
}

std::vector<Cell> cells(const Scope& scope) {
  if (scope.is_brief) {
    return brief_cells(scope);
  }
  std::vector<Cell> all;
  const auto workers = scope.workers_or(fitting_and_too_many(scope.effective_cpus));
  for (const Spec& job : scope.jobs_or(largest_squares(scope))) {
    scope.quick_ones().cross(all, job, workers);
  }
  return all;
}

const AddQuestion scaling{
    {.name = "scaling", .summary = "how much faster are more workers?", .cells = cells}};

}  // namespace
}  // namespace crossover
