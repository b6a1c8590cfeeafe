#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <span>
#include <vector>

#include "crossover/crew.hpp"
#include "crossover/failure.hpp"
#include "crossover/slices.hpp"
#include "crossover/workload.hpp"

namespace crossover {

class FutexWord;
template <typename Word>
class BasicSignal;
using Signal = BasicSignal<FutexWord>;

/// A worker's part in the crew's shared memory; written by that worker alone.
struct alignas(Arena::cache_line) WorkerRecord {
  std::uint64_t runs_joined = 0;  ///< runs in which this worker's thread or process first computed
  FailureKind kind = FailureKind::failed;  ///< of what `compute` threw
  std::array<char, 244> fault{};           ///< the same in words, ends with a zero
};

/// What all workers of a crew share, on one cache line: a waiting worker that sees the signal needs
/// the number next.
struct alignas(Arena::cache_line) RunRecord {
  RunRecord();
  [[nodiscard]] Signal& launched() noexcept;  ///< for crews whose workers wait to be launched

  std::uint64_t number = 0;  ///< of the current run; no two runs share one
  alignas(8) std::array<std::byte, 16> signal_bytes{};  ///< where `launched` lies
  std::atomic<std::uint32_t> faults = 0;  ///< workers whose `compute` threw in this run
};

/// The seam between strategy and workload, the same code for every strategy: numbers the runs,
/// computes slices, notes who did, and carries an exception of `compute` to the caller of `run`.
/// A strategy says, in `run`, how workers get to call `compute_share` or `compute_slice`.
class SlicedCrew : public Crew {
 public:
  SlicedCrew(Workload& workload, const Setup& setup);
  SlicedCrew(const SlicedCrew&) = delete;
  SlicedCrew& operator=(const SlicedCrew&) = delete;
  SlicedCrew(SlicedCrew&&) = delete;
  SlicedCrew& operator=(SlicedCrew&&) = delete;
  ~SlicedCrew() override;

  [[nodiscard]] std::uint64_t participations() const final;

 protected:
  /// The whole of a strategy's `run`. `dispatch()` gets every slice computed, each once, by workers
  /// numbered from 0 to `workers()` - 1, and returns when they are done.
  template <typename Dispatch>
  void as_one_run(Dispatch dispatch) {
    ++run_.number;
    dispatch();
    if (run_.faults.load(std::memory_order_acquire) != 0) {
      raise_fault();
    }
  }

  /// Computes one slice. Called by workers; a worker number is in use once at a time.
  void compute_slice(std::size_t slice, unsigned worker) noexcept {
    const Range items = slices_[slice];
    if (items.empty()) {
      return;
    }
    try {
      workload_.compute(items, worker);
    } catch (...) {
      note_fault(worker);
    }
    count_this_thread(worker);
  }

  /// The contiguous slices that a static schedule gives to a worker.
  [[nodiscard]] Range share(unsigned worker) const noexcept { return shares_[worker]; }

  /// Computes a worker's whole share.
  void compute_share(unsigned worker) noexcept {
    const Range mine = share(worker);
    for (std::size_t slice = mine.first; slice != mine.last; ++slice) {
      compute_slice(slice, worker);
    }
  }

  [[nodiscard]] unsigned workers() const noexcept { return static_cast<unsigned>(shares_.size()); }
  [[nodiscard]] std::span<const Range> slices() const noexcept { return slices_; }
  [[nodiscard]] Workload& workload() const noexcept { return workload_; }
  [[nodiscard]] Signal& launched() const noexcept { return run_.launched(); }

 private:
  /// Counts the calling thread or process once a run, even if it computes under two worker numbers.
  void count_this_thread(unsigned worker) noexcept {
    thread_local std::uint64_t last_run_joined = 0;
    if (last_run_joined != run_.number) {
      last_run_joined = run_.number;
      ++workers_[worker].runs_joined;
    }
  }

  void note_fault(unsigned worker) noexcept;
  [[noreturn]] void raise_fault();

  Workload& workload_;
  Arena& arena_;
  std::size_t arena_used_before_;
  std::vector<Range> slices_;  // items of each slice; finding them takes as long as a short slice
  std::vector<Range> shares_;  // slices of each worker
  RunRecord& run_;
  std::span<WorkerRecord> workers_;
  std::vector<std::exception_ptr> exceptions_;
};

}  // namespace crossover
