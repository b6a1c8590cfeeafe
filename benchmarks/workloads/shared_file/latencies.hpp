#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace crossover {

/// How often each latency occurred, in classes that are 1/16 of a power of two wide: a percentile
/// is off by 3 % at most. (Of a fixed size and without pointers, so that it can lie in memory that
/// processes share; libraries' histograms cannot.)
class Latencies {
 public:
  /// `latency` in nanoseconds; one that is negative counts as 0.
  void add(std::int64_t latency) noexcept {
    const auto value = static_cast<std::uint64_t>(std::max<std::int64_t>(latency, 0));
    ++classes_[class_of(value)];
    ++count_;
    longest_ = std::max(longest_, value);
  }

  void add(const Latencies& others) noexcept {
    for (std::size_t i = 0; i < classes_.size(); ++i) {
      classes_[i] += others.classes_[i];
    }
    count_ += others.count_;
    longest_ = std::max(longest_, others.longest_);
  }

  /// The latency, in nanoseconds, that a share of them does not exceed; 0 if there are none.
  [[nodiscard]] double percentile(double share) const noexcept {
    const double wanted = share * static_cast<double>(count_);
    double passed = 0;
    for (std::size_t i = 0; i < classes_.size(); ++i) {
      passed += classes_[i];
      if (passed > 0 && passed >= wanted) {
        return std::min(middle_of(i), static_cast<double>(longest_));
      }
    }
    return 0;
  }

  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  [[nodiscard]] std::uint64_t longest() const noexcept { return longest_; }

 private:
  static constexpr unsigned sub_bits = 4;
  static constexpr std::uint64_t parts = 1U << sub_bits;  // of a power of two
  static constexpr unsigned powers = 40;                  // up to 18 minutes

  /// Below 2 * `parts` each value has its own class.
  static std::size_t class_of(std::uint64_t value) noexcept {
    const auto width = static_cast<unsigned>(std::bit_width(value));
    const unsigned shift = width > sub_bits + 1 ? width - sub_bits - 1 : 0;
    const std::uint64_t at = (shift * parts) + (value >> shift);
    return static_cast<std::size_t>(std::min<std::uint64_t>(at, (powers * parts) - 1));
  }

  static double middle_of(std::size_t at) noexcept {
    if (at < 2 * parts) {
      return static_cast<double>(at);
    }
    const std::size_t shift = (at / parts) - 1;
    const std::size_t leading = at - (shift * parts);
    return (static_cast<double>(leading) + 0.5) * static_cast<double>(std::uint64_t{1} << shift);
  }

  std::array<std::uint32_t, powers * parts> classes_{};
  std::uint64_t count_ = 0;
  std::uint64_t longest_ = 0;
};

}  // namespace crossover
