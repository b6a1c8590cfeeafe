#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace crossover {

/// One record of a file, in memory: it says which one it is and how often it was changed, and a
/// checksum over all its bytes says whether it is whole. Each change touches every cache line, so
/// a record of which one part is older than another is noticed.
class Record {
 public:
  static constexpr std::size_t line = 64;

  /// `bytes` is a multiple of `line`.
  explicit Record(std::size_t bytes) : words_(bytes / sizeof(std::uint64_t)) {}

  [[nodiscard]] std::uint64_t number() const noexcept { return words_[0]; }
  [[nodiscard]] std::uint64_t count() const noexcept { return words_[1]; }
  [[nodiscard]] bool is_whole() const noexcept { return words_[2] == checksum(); }

  /// Makes it whole.
  void set(std::uint64_t number, std::uint64_t count) noexcept;

  /// What is read from a file into the record or written from it.
  [[nodiscard]] std::span<std::byte> bytes() noexcept {
    return std::as_writable_bytes(std::span(words_));
  }

 private:
  [[nodiscard]] std::uint64_t checksum() const noexcept;

  std::vector<std::uint64_t> words_;  // number, count, checksum, ..., a stamp at each line's end
};

}  // namespace crossover
