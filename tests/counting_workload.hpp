#pragma once

#include <cstdint>

#include "crossover/catalogue.hpp"

namespace crossover {

/// A workload that counts, in shared memory, how often each item was computed and by which worker,
/// and that can be told to throw or to end its process at one item. Registered as `test/counting`,
/// so that executed workers can make it too.
class CountingWorkload final : public Workload {
 public:
  CountingWorkload(const Spec& spec, Arena& arena);

  /// Bytes of arena for a spec.
  static std::size_t bytes(const Spec& spec);

  [[nodiscard]] std::size_t size() const override { return counts_.size(); }
  void compute(Range items, unsigned worker) override;
  std::span<std::byte> result(Range items) override {
    return std::as_writable_bytes(counts_.subspan(items.first, items.size()));
  }
  void reset() override;
  [[nodiscard]] std::optional<Mismatch> check() const override;

 private:
  std::span<std::uint32_t> counts_;
  std::uint64_t throw_at_;
  std::uint64_t die_at_;
  std::uint64_t hang_at_;
};

/// `n` items that behave.
[[nodiscard]] Spec counting(std::size_t n);

}  // namespace crossover
