#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "crossover/arena.hpp"
#include "crossover/spec.hpp"
#include "crossover/workload.hpp"

namespace crossover {

/// A workload whose items are few and each own a cache line, so that nothing but the dispatch of
/// its slices takes time. The first word of a line is the item's result.
template <typename Line>
class LineArray : public Workload {
 public:
  static_assert(sizeof(Line) == Arena::cache_line);
  static_assert(alignof(Line) == Arena::cache_line);

  /// The spec has at least `n`.
  LineArray(const Spec& spec, Arena& arena) : lines_(arena.allocate<Line>(spec.number("n"))) {}

  [[nodiscard]] std::size_t size() const final { return lines_.size(); }

  std::span<std::byte> result(Range items) final {
    return std::as_writable_bytes(lines_.subspan(items.first, items.size()));
  }

  static std::size_t bytes(const Spec& spec) { return spec.number("n") * sizeof(Line); }

 protected:
  [[nodiscard]] std::span<Line> lines() const noexcept { return lines_; }

 private:
  std::span<Line> lines_;
};

}  // namespace crossover
