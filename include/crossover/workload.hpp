#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "crossover/range.hpp"

namespace crossover {

/// The first item whose result is wrong, in words.
struct Mismatch {
  std::size_t item = 0;
  std::string expected;
  std::string actual;
};

/// What one run costs at least, whoever runs it: the terms of the roofline.
struct Demand {
  std::uint64_t bytes = 0;       ///< bytes of results and inputs that pass through memory
  std::uint64_t multiplies = 0;  ///< 64-bit integer multiplications
  friend bool operator==(const Demand&, const Demand&) = default;
};

/// Work that splits into independent items [0, size()). Never starts a thread, never knows a
/// strategy. All that a run writes lives in the arena that the workload was made with.
class Workload {
 public:
  using Clock = std::chrono::steady_clock;  ///< the same in all processes of a machine

  Workload() = default;
  Workload(const Workload&) = delete;
  Workload& operator=(const Workload&) = delete;
  Workload(Workload&&) = delete;
  Workload& operator=(Workload&&) = delete;
  virtual ~Workload() = default;

  /// How many items there are.
  [[nodiscard]] virtual std::size_t size() const = 0;

  /// Computes the items of one slice. Disjoint ranges may be computed at the same time; a worker
  /// number is never in use twice at the same time. May throw: the run then fails with the reason.
  virtual void compute(Range items, unsigned worker) = 0;

  /// The bytes that those items produced, for strategies that must carry results home.
  [[nodiscard]] virtual std::span<std::byte> result(Range items) = 0;

  /// Spoils all results, so that a run that computes nothing cannot pass the check. Untimed.
  virtual void reset() = 0;

  /// Compares all results with an independent serial reference. Untimed.
  [[nodiscard]] virtual std::optional<Mismatch> check() const = 0;

  /// Slices begin at multiples of this many items, so that no two share a cache line.
  [[nodiscard]] virtual std::size_t granule() const { return 1; }

  [[nodiscard]] virtual Demand demand() const { return {}; }

  /// How long a run may take because there is so much to do: one worker on a slow machine, which
  /// moves 1 GB/s and needs 4 ns for a multiplication. Zero says that nobody knows.
  [[nodiscard]] virtual std::chrono::nanoseconds explained_run() const {
    const Demand least = demand();
    return std::chrono::nanoseconds(least.bytes + 4 * least.multiplies);
  }

  /// Called once before the first `reset`: where the workload may keep files of its own. Neither is
  /// called in an executed worker.
  virtual void keep_files_in(const std::filesystem::path& /*folder*/) {}

  /// In rows of phase `prepared`: brings about the state in which a run is to begin. Untimed.
  virtual void prepare_run() {}

  /// In rows of phases `prepared` and `anatomy`: a run lasted from `begin` to `end`, as its caller
  /// saw it. Untimed.
  virtual void note_run(Clock::time_point /*begin*/, Clock::time_point /*end*/) {}

  /// Called when untimed runs are over and timed ones begin. Forgets what was counted for
  /// `counters`, and spoils at least some results, so that timed runs cannot live on what untimed
  /// ones left. Untimed, but workers fall asleep meanwhile: what takes longer than some
  /// microseconds had better not be done here.
  virtual void begin_timing() { reset(); }

  /// What the workload itself has counted since timing began, per run, with the unit in the name:
  /// further columns of its rows.
  [[nodiscard]] virtual std::map<std::string, double> counters() const { return {}; }
};

}  // namespace crossover
