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
#include "crossover/arena.hpp"
#include "crossover/parameters.hpp"
#include "crossover/recipe.hpp"
#include "crossover/result_array.hpp"
#include "crossover/spec.hpp"
#include "crossover/workload.hpp"
#include "src/system/caches.hpp"

namespace crossover {

/// A workload whose item i is the 64-bit number out()[i], which may be many.
class NumberArray : public ResultArray<std::uint64_t> {
 public:
  using ResultArray::ResultArray;

  /// Leaves numbers that no run produces.
  void reset() override { kernels().fill(out().data(), 0, out().size(), spoiled, Store::ordinary); }

 protected:
  [[nodiscard]] std::span<std::uint64_t> out() const noexcept { return results(); }

  /// The first item that differs from what `refer(first, expected)` puts into `expected` for the
  /// items from `first` on. It is called for one block after the other: comparing them as a whole
  /// is several times as quick, and every row is checked twice.
  template <typename Refer>
  [[nodiscard]] std::optional<Mismatch> compare_blocks_with(Refer refer) const {
    constexpr std::size_t block = 512;  // stays in the nearest cache
    std::array<std::uint64_t, block> expected{};
    for (std::size_t first = 0; first < out().size(); first += block) {
      const auto actual = out().subspan(first, std::min(block, out().size() - first));
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

 private:
  static constexpr std::uint64_t spoiled = 0x5b011ed5b011ed5b;
};

/// Bytes of arena for one array of `n` numbers.
inline std::size_t bytes_of_numbers(const Spec& spec) {
  return spec.number("n") * sizeof(std::uint64_t);
}

/// `intensity`, as squares have it.
inline Parameter intensity_parameter() {
  return number_parameter("intensity", "multiplications per item", 1, 1, 1'000'000);
}

/// `store`: how results are written; streaming, where there is that, if they are larger than the
/// caches. A row is never called what it is not.
inline Parameter store_parameter() {
  if constexpr (!has_streaming_stores) {
    return word_parameter("store", "how results are written", {"ordinary"});
  }
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
