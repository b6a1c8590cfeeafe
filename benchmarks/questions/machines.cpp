#include <algorithm>

#include "crossover/catalogue.hpp"
#include "src/system/launcher.hpp"

namespace crossover {
namespace {

/// From one rank to all of them; without a launcher there are two in rows that say what is missing.
std::vector<unsigned> rank_counts() {
  const auto launched = launched_rank();
  return worker_counts(launched ? std::max(2U, launched->count) : 2);
}

Spec squares(std::uint64_t n, std::uint64_t intensity) {
  return Spec("squares").set("n", n).set("intensity", intensity);
}

/// Strong scaling: the same items for ever more ranks. Weak scaling: as many more items. Items that
/// cost next to nothing, as much as their way home, and much more than that; and a run of nothing,
/// which is what it costs to tell all ranks of it and to hear from them.
std::vector<Cell> cells(const Scope& users) {
  constexpr std::uint64_t strong = 1'000'000;
  constexpr std::uint64_t weak = 250'000;  // for each rank
  const Scope scope = users.strategies_or([](const Strategy& each) { return each.distributed; });
  const Scope parallel = scope.among([](const Strategy& each) { return each.parallel; });
  std::vector<Cell> all;
  for (const unsigned ranks : scope.workers_or(rank_counts())) {
    parallel.cross(all, Spec("grain").set("steps", 1).set("n", ranks), {ranks});
    for (const std::uint64_t intensity : scope.intensities_or({1, 64, 1'024})) {
      for (const std::uint64_t n : scope.sizes_or({strong, weak * ranks})) {
        scope.cross(all, squares(n, intensity), {ranks});
      }
    }
  }
  return all;
}

const AddQuestion machines{
    {.name = "machines",
     .summary = "from which cost of an item on are several machines faster than one?",
     .cells = cells,
     .on_request = true}};

}  // namespace
}  // namespace crossover
