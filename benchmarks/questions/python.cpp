#include <algorithm>

#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

std::vector<Cell> cells(const Scope& users) {
  const auto is_python = [](const Strategy& each) { return each.language == "Python"; };
  const Scope scope = users.strategies_or(is_python).among(is_python);
  std::vector<Cell> all;
  const auto counts = scope.workers_or({std::max(2U, scope.effective_cpus)});
  for (const std::uint64_t n : scope.sizes_or({100, 10'000, 1'000'000, 9'999'999})) {
    for (const Phase phase : {Phase::warm, Phase::cold}) {
      scope.cross(all, Spec("squares").set("n", n), counts, phase);
    }
  }
  for (const unsigned workers : counts) {
    for (const Phase phase : {Phase::warm, Phase::start, Phase::first, Phase::stop}) {
      scope.cross(all, Spec("empty").set("n", workers), {workers}, phase);
    }
  }
  return all;
}

const AddQuestion python{{.name = "python",
                          .summary = "how do Python's own threads and processes compare?",
                          .cells = cells,
                          .on_request = true}};

}  // namespace
}  // namespace crossover
