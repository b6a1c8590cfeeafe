#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

std::vector<Cell> cells(const Scope& scope) {
  std::vector<Cell> all;
  constexpr std::uint64_t bound_by_memory = 1;
  constexpr std::uint64_t bound_by_cores = 64;
  const auto workers =
      scope.workers_or(scope.is_brief ? std::vector{scope.effective_cpus}
                                      : fitting_and_too_many(scope.effective_cpus));
  for (const std::uint64_t intensity : scope.intensities_or(
           scope.is_brief ? std::vector<std::uint64_t>{bound_by_cores}
                          : std::vector<std::uint64_t>{bound_by_memory, bound_by_cores})) {
    // Bound by memory, the array must exceed the caches; bound by the cores, it need not.
    const std::uint64_t own_size = intensity < 8 ? 9'999'999 : scope.is_brief ? 50'000 : 250'000;
    for (const std::uint64_t n : scope.sizes_or({own_size})) {
      scope.cross(all, Spec("squares").set("n", n).set("intensity", intensity), workers);
    }
  }
  return all;
}

const AddQuestion scaling{
    {.name = "scaling", .summary = "what do more workers buy?", .cells = cells}};

}  // namespace
}  // namespace crossover
