#include <algorithm>
#include <tuple>

#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

/// Slices from about 10 ns to about 10 ms.
constexpr std::initializer_list<std::uint64_t> chain_lengths = {
    8, 64, 512, 4'096, 32'768, 262'144, 2'097'152, 8'388'608};

bool is_parallel(const Strategy& strategy) { return strategy.parallel; }
bool is_not_parallel(const Strategy& strategy) { return !strategy.parallel; }

Spec slices(std::uint64_t steps, std::uint64_t n) {
  return Spec("grain").set("steps", steps).set("n", n);
}

/// Threads and processes, ready and new, each with slices around those that are worth while; and
/// everybody with one that is nothing but computing, from which the advice knows what workers are
/// worth.
std::vector<Cell> brief_cells(const Scope& scope) {
  std::vector<Cell> all;
  const Scope alone = scope.among(is_not_parallel);
  const Scope ready = scope.strategies_or([](const Strategy& each) {
    return each.is_ready_representative() && !each.external_runtime;
  });
  const Scope runtimes = scope.strategies_or(
      [](const Strategy& each) { return each.is_ready_representative() && each.external_runtime; });
  const Scope new_threads = scope.strategies_or([](const Strategy& each) {
    return each.representative && each.starts_each_run && !each.processes;
  });
  const Scope new_processes = scope.strategies_or([](const Strategy& each) {
    return each.representative && each.starts_each_run && each.processes;
  });
  const Scope computing = scope.quick_ones();
  const auto workers = scope.workers_or({std::max(2U, scope.effective_cpus)});
  for (const std::uint64_t steps : chain_lengths) {
    alone.cross(all, slices(steps, 1), {1});
    for (const auto& [strategies, shortest, longest] :
         {std::tuple{ready, 8, 4'096}, std::tuple{runtimes, 64, 32'768},
          std::tuple{new_threads, 4'096, 2'097'152}, std::tuple{new_processes, 262'144, 8'388'608},
          std::tuple{computing, 2'097'152, 2'097'152}}) {
      for (const unsigned count : workers) {
        if (steps >= static_cast<std::uint64_t>(shortest) &&
            steps <= static_cast<std::uint64_t>(longest)) {
          strategies.among(is_parallel).cross(all, slices(steps, count), {count});
        }
      }
    }
  }
  return all;
}

/// A slice for each worker, so that a run would take as long as one slice if workers cost nothing.
/// How long a slice takes is known from one that the caller computes alone.
std::vector<Cell> cells(const Scope& scope) {
  if (scope.is_brief) {
    return brief_cells(scope);
  }
  std::vector<Cell> all = brief_cells(scope);
  const Scope together = scope.among(is_parallel);
  const Scope quick = scope.quick_ones().among(is_parallel);
  const unsigned fitting = std::max(2U, scope.effective_cpus);
  const unsigned too_many = 2 * fitting;
  for (const std::uint64_t steps : chain_lengths) {
    for (const unsigned workers : scope.workers_or({fitting})) {
      together.cross(all, slices(steps, workers), {workers});
      quick.cross(all, slices(steps, workers), {workers}, Phase::cold);
    }
    if (scope.workers.empty()) {
      quick.cross(all, slices(steps, too_many), {too_many});
    }
  }
  return all;
}

const AddQuestion granularity{
    {.name = "granularity", .summary = "how small may a slice be?", .cells = cells}};

}  // namespace
}  // namespace crossover
