#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "benchmarks/kernels/kernels.hpp"
#include "benchmarks/workloads/parameters.hpp"
#include "crossover/arena.hpp"
#include "crossover/recipe.hpp"
#include "crossover/spec.hpp"
#include "crossover/workload.hpp"
#include "src/system/caches.hpp"

namespace crossover {

/// A workload whose item i is the 64-bit number out()[i].
class NumberArray : public Workload {
 public:
  /// The spec has at least `n`.
  NumberArray(const Spec& spec, Arena& arena)
      : out_(arena.allocate<std::uint64_t>(spec.number("n"))) {}

  [[nodiscard]] std::size_t size() const final { return out_.size(); }

  std::span<std::byte> result(Range items) final {
    return std::as_writable_bytes(out_.subspan(items.first, items.size()));
  }

  /// Leaves numbers that no run produces.
  void reset() override { kernels().fill(out_.data(), 0, out_.size(), spoiled, Store::ordinary); }

  /// A few of them, among which is one of every slice, unless there are very many.
  void begin_timing() override {
    constexpr std::size_t most = 256;
    const std::size_t step = std::max<std::size_t>(1, out_.size() / most);
    for (std::size_t i = 0; i < out_.size(); i += step) {
      out_[i] = spoiled;
    }
  }

  [[nodiscard]] std::size_t granule() const final {
    return Arena::cache_line / sizeof(std::uint64_t);
  }

 protected:
  [[nodiscard]] std::span<std::uint64_t> out() const noexcept { return out_; }

  /// The first item that differs from what `refer(first, expected)` puts into `expected` for the
  /// items from `first` on. It is called for one block after the other: comparing them as a whole
  /// is several times as quick, and every row is checked twice.
  template <typename Refer>
  [[nodiscard]] std::optional<Mismatch> compare_blocks_with(Refer refer) const {
    constexpr std::size_t block = 512;  // stays in the nearest cache
    std::array<std::uint64_t, block> expected{};
    for (std::size_t first = 0; first < out_.size(); first += block) {
      const auto actual = out_.subspan(first, std::min(block, out_.size() - first));
      refer(first, std::span(expected).first(actual.size()));
      std::uint64_t differences = 0;
      for (std::size_t i = 0; i < actual.size(); ++i) {
        differences |= actual[i] ^ expected[i];
      }
      if (differences != 0) {
        const auto [wrong, right] = std::ranges::mismatch(actual, expected);
        return Mismatch{.item = first + static_cast<std::size_t>(wrong - actual.begin()),
                        .expected = std::to_string(*right),
                        .actual = std::to_string(*wrong)};
      }
    }
    return std::nullopt;
  }

  /// The first item that differs from `reference(i)`, which is called for i = 0, 1, 2, ...
  template <typename Reference>
  [[nodiscard]] std::optional<Mismatch> compare_with(Reference reference) const {
    return compare_blocks_with([&reference](std::size_t first, std::span<std::uint64_t> expected) {
      for (std::size_t i = 0; i < expected.size(); ++i) {
        expected[i] = reference(first + i);
      }
    });
  }

 private:
  static constexpr std::uint64_t spoiled = 0x5b011ed5b011ed5b;
  std::span<std::uint64_t> out_;
};

/// Bytes of arena for one array of `n` numbers.
inline std::size_t bytes_of_numbers(const Spec& spec) {
  return spec.number("n") * sizeof(std::uint64_t);
}

/// `intensity`, as squares have it.
inline Parameter intensity_parameter() {
  return number_parameter("intensity", "multiplications per item", 1, 1, 1'000'000);
}

/// `store`: how results are written; streaming where they are larger than the caches.
inline Parameter store_parameter() {
  return {.key = "store",
          .summary = "how results are written",
          .standard = [](const Spec& spec) -> std::string {
            const std::uint64_t caches = last_level_cache_bytes();
            return caches != 0 && bytes_of_numbers(spec) > caches ? "streaming" : "ordinary";
          },
          .words = {"ordinary", "streaming"}};
}

inline Store store_of(const Spec& spec) {
  return spec.word("store") == "streaming" ? Store::streaming : Store::ordinary;
}

}  // namespace crossover
