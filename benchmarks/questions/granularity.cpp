#include <algorithm>

#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

/// Slices from about 10 ns to about 10 ms.
constexpr std::initializer_list<std::uint64_t> chain_lengths = {
    8, 64, 512, 4'096, 32'768, 262'144, 2'097'152, 8'388'608};

bool is_parallel(const Strategy& strategy) { return strategy.parallel; }
bool is_not_parallel(const Strategy& strategy) { return !strategy.parallel; }

/// A slice for each worker, so that a run would take as long as one slice if workers cost nothing.
/// How long a slice takes is known from one that the caller computes alone.
std::vector<Cell> cells(const Scope& scope) {
  std::vector<Cell> all;
  const Scope alone = scope.among(is_not_parallel);
  const Scope together = scope.among(is_parallel);
  const auto warm = scope.workers_or(fitting_and_too_many(scope.effective_cpus));
  const auto cold = scope.workers_or({std::max(2U, scope.effective_cpus)});
  for (const std::uint64_t steps : chain_lengths) {
    const auto slices = [steps](std::uint64_t n) {
      return Spec("grain").set("steps", steps).set("n", n);
    };
    alone.cross(all, slices(1), {1});
    for (const unsigned workers : warm) {
      together.cross(all, slices(workers), {workers});
    }
    for (const unsigned workers : cold) {
      together.cross(all, slices(workers), {workers}, Phase::cold);
    }
  }
  return all;
}

const AddQuestion granularity{
    {.name = "granularity", .summary = "how small may a slice be?", .cells = cells}};

}  // namespace
}  // namespace crossover
