// What this machine could do at best, to hold every strategy against; and what the interface
// between strategies and workloads costs, held against loops that do without it.
#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

constexpr std::uint64_t in_cache = 100'000;
constexpr std::uint64_t beyond_caches = 9'999'999;
constexpr std::uint64_t brief_size = 3'000'000;    // the largest of the question sizes
constexpr std::uint64_t items_per_seam_slice = 8;  // one cache line

/// The caller alone for one worker, the strategy with the cheapest hand-off for more.
const Strategy& strategy_for(unsigned workers) {
  return strategy_named(workers == 1 ? "serial" : "thread_pool");
}

void add_ceilings(std::vector<Cell>& all, const Scope& scope) {
  for (const unsigned workers : scope.workers_or(worker_counts(scope.effective_cpus))) {
    const Strategy& strategy = strategy_for(workers);
    for (const std::uint64_t n :
         scope.sizes_or(scope.is_brief ? std::vector{brief_size}
                                       : std::vector{in_cache, brief_size, beyond_caches})) {
      scope.add(all, Spec("ceiling/fill").set("n", n), strategy, workers);
    }
    scope.add(all, Spec("ceiling/multiply"), strategy, workers);
    if (!scope.is_brief) {
      scope.add(all, Spec("ceiling/copy").set("n", beyond_caches), strategy, workers);
    }
  }
}

/// The same kernel called by nothing but a loop, the caller through the interface, and a plain loop
/// compiled for this very processor: neighbours in time, since they differ by so little.
void add_interface(std::vector<Cell>& all, const Scope& scope) {
  for (const std::uint64_t n : scope.sizes_or({1'000, in_cache, beyond_caches})) {
    const Spec squares = Spec("squares").set("n", n);
    scope.add(all, squares, strategy_named("bare_loop"), 1);
    scope.add(all, squares, strategy_named("serial"), 1);
    scope.add(all, Spec(squares).set("store", "ordinary"), strategy_named("native_loop"), 1);
  }
  const Spec seam = complete(Spec("ceiling/seam"));
  if (scope.wants(seam)) {
    all.push_back({.workload = seam,
                   .strategy = &strategy_named("serial"),
                   .slices = seam.number("n") / items_per_seam_slice});
  }
}

std::vector<Cell> cells(const Scope& scope) {
  std::vector<Cell> all;
  add_ceilings(all, scope);
  if (!scope.is_brief) {
    add_interface(all, scope);
  }
  return all;
}

const AddQuestion ceilings{
    {.name = "ceilings", .summary = "what could this machine do at best?", .cells = cells}};

}  // namespace
}  // namespace crossover
