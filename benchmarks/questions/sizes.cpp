#include <algorithm>

#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

const std::vector<std::uint64_t> a_decade_apart = {300, 3'000, 30'000, 300'000, 3'000'000};

std::uint64_t largest_of(const std::vector<Spec>& jobs, const std::string& workload) {
  std::uint64_t largest = 0;
  for (const Spec& job : jobs) {
    largest = std::max(largest, job.workload() == workload ? job.number("n") : 0);
  }
  return largest;
}

/// Every strategy has two of the sizes. Fresh workers pay at none of the smallest ones.
std::vector<Cell> brief_cells(const Scope& scope) {
  std::vector<Cell> all;
  const auto workers = scope.workers_or({scope.effective_cpus});
  const std::vector<Spec> jobs = scope.jobs_or(scope.squares(a_decade_apart, {1}));
  for (const Spec& job : jobs) {
    const std::uint64_t n = job.number("n");
    const std::uint64_t largest = largest_of(jobs, job.workload());
    const bool has_all = n == largest || n == largest / 100;
    const Scope asked = has_all ? scope : scope.quick_ones();
    asked.cross(all, job, workers);
    if (n >= largest / 1'000) {
      asked.cross(all, job, workers, Phase::cold);
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
  for (const Spec& job : scope.jobs_or(scope.squares(a_decade_apart, {1}))) {
    for (const Phase phase : {Phase::warm, Phase::cold}) {
      scope.cross(all, job, workers, phase);
    }
  }
  return all;
}

const AddQuestion sizes{{.name = "sizes",
                         .summary = "from what size on does each strategy beat serial?",
                         .cells = cells}};

}  // namespace
}  // namespace crossover
