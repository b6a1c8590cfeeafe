#include <algorithm>

#include "benchmarks/workloads/shared_file/contention_log.hpp"
#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

/// Powers of two, up to twice the CPUs, at least the four workers of the claim that processes are
/// unfit for I/O, and at most as many as the workload has room for.
std::vector<unsigned> contenders(const Scope& scope) {
  if (scope.is_brief) {
    return scope.workers_or({4});
  }
  std::vector<unsigned> counts;
  const unsigned most = std::clamp(2 * scope.effective_cpus, 4U, ContentionLog::most_workers);
  for (unsigned count = 1; count <= most; count *= 2) {
    counts.push_back(count);
  }
  return scope.workers_or(counts);
}

/// The same hand-off once with threads and once with processes.
bool is_our_own(const Strategy& strategy) {
  return strategy.is_ready_representative() && strategy.parallel && !strategy.external_runtime;
}

class Cells {
 public:
  explicit Cells(const Scope& users)
      : scope_(users.strategies_or(is_our_own)), counts_(contenders(users)) {}

  /// `n` operations, of which `reads` percent change nothing.
  void add(const char* lock, const char* regime, unsigned reads, std::uint64_t n) {
    const std::string word = lock;
    const Scope fitting = scope_.among([&](const Strategy& each) {
      return word == "mutex" ? !each.processes : word != "file_lock" || each.processes;
    });
    for (const std::uint64_t size : scope_.sizes_or({n})) {
      const Spec spec = Spec("shared_file")
                            .set("n", size)
                            .set("lock", lock)
                            .set("regime", regime)
                            .set("reads", reads);
      fitting.cross(all_, spec, counts_, Phase::prepared);
    }
  }
  [[nodiscard]] std::vector<Cell> take() { return std::move(all_); }

 private:
  Scope scope_;
  std::vector<unsigned> counts_;
  std::vector<Cell> all_;
};

std::vector<Cell> cells(const Scope& scope) {
  constexpr std::uint64_t in_cache = 200;
  constexpr std::uint64_t on_device = 64;
  Cells cells(scope);
  if (scope.is_brief) {
    for (const char* lock : {"shared_mutex", "ofd", "own_file"}) {
      cells.add(lock, "cached", 0, in_cache);
    }
    return cells.take();
  }
  for (const char* lock :
       {"mutex", "shared_mutex", "ofd", "file_lock", "rw", "append", "disjoint", "own_file"}) {
    cells.add(lock, "cached", 0, in_cache);
  }
  for (const char* lock : {"ofd", "rw"}) {
    cells.add(lock, "cached", 50, in_cache);
    cells.add(lock, "cached", 100, in_cache);
  }
  for (const char* lock : {"ofd", "append", "disjoint", "own_file"}) {
    cells.add(lock, "sync_each", 0, on_device);
  }
  for (const char* lock : {"ofd", "disjoint"}) {
    cells.add(lock, "sync_end", 0, in_cache);
    cells.add(lock, "cold", 100, 4 * on_device);
  }
  return cells.take();
}

const AddQuestion contention{
    {.name = "contention",
     .summary = "who waits when everybody wants the same file, threads or processes?",
     .cells = cells}};

}  // namespace
}  // namespace crossover
