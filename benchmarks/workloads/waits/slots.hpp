#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <limits>
#include <vector>

#include "benchmarks/workloads/waits/made_once.hpp"
#include "crossover/arena.hpp"

namespace crossover {

/// What each slot (or worker) keeps for itself, on cache lines of its own; how many there will be
/// is not known before, so states are made in sections of twice as many each. A forked process has
/// its own copy.
template <typename State>
class Slots {
 public:
  /// Stays where it is.
  [[nodiscard]] State& operator[](unsigned slot) {
    const std::size_t place = std::size_t{slot} + 1;
    const std::size_t size = std::bit_floor(place);  // of the section, and of all before it
    auto& section = sections_[static_cast<std::size_t>(std::countr_zero(size))].get(
        [size] { return std::vector<Own>(size); });
    return section[place - size].state;
  }

 private:
  struct alignas(std::max(Arena::cache_line, alignof(State))) Own {
    State state{};
  };

  std::array<MadeOnce<std::vector<Own>>, std::numeric_limits<unsigned>::digits + 1> sections_;
};

}  // namespace crossover
