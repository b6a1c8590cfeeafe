#include <algorithm>

#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

bool is_wanted(const Scope& scope, const Strategy& strategy) {
  return std::ranges::find(scope.strategies, &strategy) != scope.strategies.end();
}

/// Python's own ways. They are on request, so the user has chosen among them if any is in scope;
/// and has chosen nothing if all are that are not on request.
std::vector<const Strategy*> chosen(const Scope& scope) {
  const bool user_chose = !std::ranges::all_of(strategies().all(), [&](const Strategy& each) {
    return each.on_request != is_wanted(scope, each);
  });
  std::vector<const Strategy*> chosen;
  for (const auto* name :
       {"python_serial", "python_threads", "python_pool_fork", "python_pool_spawn"}) {
    const Strategy* const strategy = strategies().find(name);
    if (!user_chose || is_wanted(scope, *strategy)) {
      chosen.push_back(strategy);
    }
  }
  return chosen;
}

std::vector<Cell> cells(const Scope& users) {
  Scope scope = users;
  scope.strategies = chosen(users);
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
                          .summary = "where do Python's own ways stand?",
                          .cells = cells,
                          .on_request = true}};

}  // namespace
}  // namespace crossover
