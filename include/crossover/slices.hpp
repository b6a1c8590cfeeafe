#pragma once

#include <algorithm>
#include <cstddef>

#include "crossover/range.hpp"

namespace crossover {

/// Divides [0, items) into `count` contiguous slices whose sizes differ by at most one granule.
///
/// A granule is the smallest piece that workers may write side by side without sharing a cache
/// line. Where there are fewer granules than slices, the last slices are empty.
class Slices {
 public:
  /// `count` and `granule` are at least 1.
  constexpr Slices(std::size_t items, std::size_t count, std::size_t granule = 1) noexcept
      : items_(items), count_(count), granule_(granule) {
    const std::size_t granules = (items / granule) + (items % granule == 0 ? 0 : 1);
    items_per_slice_ = granules / count * granule;
    larger_slices_ = granules % count;
  }

  /// How many slices there are, the empty ones included.
  [[nodiscard]] constexpr std::size_t count() const noexcept { return count_; }

  /// How many slices hold at least one item.
  [[nodiscard]] constexpr std::size_t count_filled() const noexcept {
    return items_per_slice_ == 0 ? larger_slices_ : count_;
  }

  [[nodiscard]] constexpr Range operator[](std::size_t slice) const noexcept {
    return {.first = start_of(slice), .last = start_of(slice + 1)};
  }

 private:
  [[nodiscard]] constexpr std::size_t start_of(std::size_t slice) const noexcept {
    return std::min(items_,
                    (slice * items_per_slice_) + (std::min(slice, larger_slices_) * granule_));
  }

  std::size_t items_;
  std::size_t count_;
  std::size_t granule_;
  std::size_t items_per_slice_ = 0;
  std::size_t larger_slices_ = 0;  // the first ones, by one granule
};

}  // namespace crossover
