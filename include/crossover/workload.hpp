#pragma once

#include <cstddef>
#include <cstdint>
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
};

/// Work that splits into independent items [0, size()). Never starts a thread, never knows a
/// strategy. All that a run writes lives in the arena that the workload was made with.
class Workload {
 public:
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
};

}  // namespace crossover
