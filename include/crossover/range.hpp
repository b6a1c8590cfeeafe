#pragma once

#include <cstddef>

namespace crossover {

/// Half-open range of items, [first, last).
struct Range {
  std::size_t first = 0;
  std::size_t last = 0;

  [[nodiscard]] constexpr std::size_t size() const noexcept { return last - first; }
  [[nodiscard]] constexpr bool empty() const noexcept { return first == last; }
  friend constexpr bool operator==(const Range&, const Range&) = default;
};

}  // namespace crossover
