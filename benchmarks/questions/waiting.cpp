#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

/// Each worker waits for a few items, so that there is a rhythm to see; what a row's workers cost
/// besides time is in its memory, CPU time and context switches.
std::vector<Cell> cells(const Scope& all_strategies) {
  constexpr std::uint64_t items_per_worker = 2;
  const Scope scope = all_strategies.strategies_or([&](const Strategy& each) {
    return each.is_ready_representative() && !(all_strategies.is_brief && each.external_runtime);
  });
  const Scope baseline = scope.among([](const Strategy& strategy) { return !strategy.parallel; });
  const Scope crews = scope.among([](const Strategy& strategy) { return strategy.parallel; });
  std::vector<Cell> all;
  for (const std::string wait : {"timer", "pipe", "read"}) {
    if (scope.is_brief && wait != "timer") {
      continue;
    }
    const auto ask = [&](const Scope& of, unsigned workers) {
      for (const std::uint64_t n : of.sizes_or({items_per_worker * workers})) {
        of.cross(all, Spec("blocking").set("n", n).set("wait", wait), {workers});
      }
    };
    ask(baseline, 1);
    for (const unsigned workers :
         scope.workers_or(scope.is_brief ? std::vector{16U} : std::vector{4U, 16U, 64U})) {
      ask(crews, workers);
    }
  }
  return all;
}

const AddQuestion waiting{{.name = "waiting",
                           .summary = "who waits best, and for how many at the same time?",
                           .cells = cells}};

}  // namespace
}  // namespace crossover
