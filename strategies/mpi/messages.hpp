#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "crossover/failure.hpp"
#include "crossover/range.hpp"
#include "crossover/slices.hpp"

/// What rank 0, which measures, and the other ranks, which serve it, say to each other. They are
/// the same build, so the bytes of a struct mean the same to both.
namespace crossover {

/// Words of a fixed length, so that their receiver knows it; cut off if they are longer.
template <std::size_t length>
class Words {
 public:
  Words() = default;
  explicit Words(std::string_view text) {
    std::ranges::copy(text.substr(0, length - 1), characters_.begin());
  }
  [[nodiscard]] std::string_view text() const noexcept { return characters_.data(); }

 private:
  std::array<char, length> characters_{};
};

/// The first message of each rank but 0.
struct Introduction {
  Words<128> version;
  Words<128> host;
};

/// From rank 0. Each is answered by a Report, but for `goodbye`.
struct Order {
  enum class What : std::uint32_t {
    start,    ///< a crew for the spec that follows
    run,      ///< it; the results follow the report if they are gathered
    deliver,  ///< the results, and spoil them afterwards
    stop,     ///< the crew
    goodbye,  ///< leave the job
  };
  What what = What::goodbye;
  // For `start`:
  std::uint32_t gathers_results = 0;
  std::uint32_t workers = 0;  ///< of the whole crew
  std::uint32_t ranks = 0;    ///< that take part in it: the first ones
  std::uint64_t slices = 0;
  std::uint64_t spec_bytes = 0;
};

struct Report {
  std::uint32_t is_fault = 0;
  FailureKind kind = FailureKind::failed;
  std::uint64_t participations = 0;  ///< of its workers, in all runs of this crew
  Words<240> words;                  ///< of the fault
};

/// The workers of one rank, which are neighbours.
[[nodiscard]] constexpr Range workers_of(unsigned rank, unsigned ranks, unsigned workers) noexcept {
  return Slices(workers, ranks)[rank];
}

template <typename Message>
[[nodiscard]] std::span<const std::byte> bytes_of(const Message& message) {
  return std::as_bytes(std::span(&message, 1));
}

template <typename Message>
[[nodiscard]] std::span<std::byte> writable_bytes_of(Message& message) {
  return std::as_writable_bytes(std::span(&message, 1));
}

}  // namespace crossover
