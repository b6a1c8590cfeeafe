#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "benchmarks/workloads/line_array.hpp"

namespace crossover {

struct alignas(Arena::cache_line) Count {
  std::uint64_t computed;
};

/// Items that do nothing but count: what is left of a run is its dispatch.
class CountingLines : public LineArray<Count> {
 public:
  using LineArray::LineArray;

  void compute(Range items, unsigned /*worker*/) override {
    for (std::size_t i = items.first; i < items.last; ++i) {
      ++lines()[i].computed;
    }
  }

  void reset() override {
    for (Count& each : lines()) {
      each.computed = 0;
    }
  }

  /// Every run computes each item once, so all have been computed equally often.
  [[nodiscard]] std::optional<Mismatch> check() const final {
    const std::uint64_t expected = std::max<std::uint64_t>(1, lines().front().computed);
    for (std::size_t i = 0; i < size(); ++i) {
      if (lines()[i].computed != expected) {
        return Mismatch{.item = i,
                        .expected = "computed " + std::to_string(expected) + " times",
                        .actual = "computed " + std::to_string(lines()[i].computed) + " times"};
      }
    }
    return std::nullopt;
  }
};

}  // namespace crossover
