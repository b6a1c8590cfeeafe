#pragma once

#include <cstdint>

namespace crossover {

/// What SplitMix64 adds to its state for each number.
inline constexpr std::uint64_t mix_step = 0x9e3779b97f4a7c15;

/// Numbers that lie close become numbers that have nothing to do with each other: one step of
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA
/// 2014).
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t number) noexcept {
  number += mix_step;
  number = (number ^ (number >> 30U)) * 0xbf58476d1ce4e5b9;
  number = (number ^ (number >> 27U)) * 0x94d049bb133111eb;
  return number ^ (number >> 31U);
}

}  // namespace crossover
