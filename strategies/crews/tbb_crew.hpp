#pragma once

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <cstddef>
#include <new>

#include "crossover/sliced_crew.hpp"

namespace crossover {

/// A crew on oneTBB's workers, in a task arena of exactly as many threads as wanted, the caller
/// among them. All of it is made with the crew, none of it inside a run, and all of it ends with
/// the crew: otherwise a worker may go on spinning on a CPU that the next measurement needs (seen
/// with 2021.8).
class TbbCrew : public SlicedCrew {
 public:
  TbbCrew(Workload& workload, const Setup& setup)
      : SlicedCrew(workload, setup),
        parallelism_(tbb::global_control::max_allowed_parallelism, setup.workers),
        arena_(static_cast<int>(setup.workers)) {
    arena_.initialize();
  }

 protected:
  [[nodiscard]] tbb::task_arena& arena() noexcept { return arena_; }

  /// Computes a slice as the worker that the calling thread is in the arena.
  void compute_slice_here(std::size_t slice) noexcept {
    compute_slice(slice, static_cast<unsigned>(tbb::this_task_arena::current_thread_index()));
  }

  /// All slices by tbb::parallel_for.
  template <typename Partitioner>
  void compute_slices(const Partitioner& partitioner) {
    arena_.execute([&] {
      tbb::parallel_for(
          std::size_t{0}, slices().size(), [this](std::size_t slice) { compute_slice_here(slice); },
          partitioner);
    });
  }

 private:
  /// Keeps the scheduler; waits, in the end, until its threads are gone.
  struct Scheduler {
    tbb::task_scheduler_handle handle{tbb::attach{}};
    Scheduler() = default;
    Scheduler(const Scheduler&) = delete;
    Scheduler& operator=(const Scheduler&) = delete;
    Scheduler(Scheduler&&) = delete;
    Scheduler& operator=(Scheduler&&) = delete;
    ~Scheduler() { tbb::finalize(handle, std::nothrow); }
  };

  Scheduler scheduler_;              // first, so that it ends last
  tbb::global_control parallelism_;  // lets there be more threads than CPUs
  tbb::task_arena arena_;
};

}  // namespace crossover
