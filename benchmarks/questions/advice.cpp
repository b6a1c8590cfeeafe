// Jobs that no other question has, to hold predictions against: plots/check_advice.py draws some at
// random and names them with --workloads=squares/n:74000/intensity:12,skewed_squares/n:...
#include <algorithm>

#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

/// As the question imbalance cuts them.
constexpr std::size_t slices_per_worker_if_skewed = 16;

std::vector<Cell> cells(const Scope& scope) {
  std::vector<Cell> all;
  const auto workers = scope.workers_or({std::max(2U, scope.effective_cpus)});
  for (const std::uint64_t intensity : scope.intensities_or({12})) {
    for (const std::uint64_t n : scope.sizes_or({3'000, 300'000})) {
      const auto job = [&](const char* workload) {
        return Spec(workload).set("n", n).set("intensity", intensity);
      };
      const Spec skewed = job("skewed_squares").set("shape", "triangular");
      for (const Phase phase : {Phase::warm, Phase::cold}) {
        scope.cross(all, job("squares"), workers, phase);
        scope.cross(all, skewed, workers, phase, slices_per_worker_if_skewed);
      }
    }
  }
  return all;
}

const AddQuestion advice{{.name = "advice",
                          .summary = "is the advice right on jobs that it was not made from?",
                          .cells = cells,
                          .on_request = true}};

}  // namespace
}  // namespace crossover
