#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "crossover/arena.hpp"
#include "crossover/spec.hpp"

namespace crossover {

/// What a strategy needs to know to get workers ready.
struct Setup {
  unsigned workers = 1;    ///< threads or processes that compute, at least 1
  std::size_t slices = 1;  ///< pieces that the items are divided into, the same for every strategy
  Arena& arena;            ///< holds the workload; the crew borrows its own shared memory from it
  Spec spec = {};          ///< makes the same workload again in an executed process; may be empty
  unsigned effective_cpus = 1;  ///< on which so many workers can compute at the same time
  /// Whether waiting workers move off the caller's CPU, for strategies that can: see placement.hpp.
  bool keeps_off_callers_cpu = true;
  std::chrono::milliseconds wall_limit = std::chrono::minutes(1);  ///< for one run of processes
};

/// Workers that are ready to run one workload, as often as wanted.
class Crew {
 public:
  Crew() = default;
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  Crew(Crew&&) = delete;
  Crew& operator=(Crew&&) = delete;

  /// Leaves no thread, process, descriptor or memory behind.
  virtual ~Crew() = default;

  /// Computes every item exactly once and returns when all results are visible to the caller.
  /// Throws what a worker's `compute` threw (a process's words and their kind as Failure), or why
  /// the workers could not do it. After a worker process has died, every further run throws; where
  /// workers take what they can, it may be some runs until one that has died idle is missed.
  virtual void run() = 0;

  /// Brings the results of the last run to where the workload checks them, for workers that keep
  /// them in a memory of their own. Never timed.
  virtual void deliver() {}

  /// What executes the workers, where it is not this program: "Python 3.11.2, with a GIL", "GCC's
  /// libgomp.so.1.0.0".
  [[nodiscard]] virtual std::string runtime() const { return {}; }

  /// Further columns of its rows, beside those of the workload.
  [[nodiscard]] virtual std::map<std::string, double> counters() const { return {}; }

  /// How many distinct threads or processes computed something, summed over all runs so far.
  [[nodiscard]] virtual std::uint64_t participations() const = 0;
};

}  // namespace crossover
