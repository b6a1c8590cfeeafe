#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

#include "crossover/arena.hpp"
#include "crossover/spec.hpp"
#include "crossover/waits.hpp"
#include "crossover/workload.hpp"

namespace crossover {

/// Items that wait instead of computing, each for an answer that is a 64-bit number. Workers wait
/// in `compute`, one item after the other, for the very waits that `begin` and `end` tell of.
class WaitingItems : public Workload, public Waits {
 public:
  /// The spec has at least `n` and `delay_us`.
  WaitingItems(const Spec& spec, Arena& arena);

  [[nodiscard]] std::size_t size() const final { return answers_.size(); }
  void compute(Range items, unsigned worker) final;
  std::span<std::byte> result(Range items) final {
    return std::as_writable_bytes(answers_.subspan(items.first, items.size()));
  }
  void keep_files_in(const std::filesystem::path& folder) final { parent_folder_ = folder; }
  void reset() override;
  void begin_timing() final;
  [[nodiscard]] std::chrono::nanoseconds explained_run() const final;
  [[nodiscard]] std::chrono::milliseconds patience() const override;

  static std::size_t bytes(const Spec& spec);

 protected:
  /// What all processes know of each other; stays shared where they own their results.
  struct Shared {
    std::uint64_t seed = 0;              ///< another one after each reset
    std::atomic<int> helper_failed = 0;  ///< errno of what a process that helps could not do
    std::array<char, 4'000> folder{};    ///< where the files are, ends with a zero
  };

  /// The answers as they are; 0 where there is none.
  [[nodiscard]] std::span<std::uint64_t> answers() const noexcept { return answers_; }
  [[nodiscard]] Shared& shared() const noexcept { return shared_; }

  /// For the owner: where it may make a folder of its own.
  [[nodiscard]] const std::filesystem::path& parent_folder() const noexcept {
    return parent_folder_;
  }
  /// Tells all processes where the files are. Throws std::runtime_error if the path is too long.
  void publish(const std::filesystem::path& folder);
  [[nodiscard]] std::filesystem::path folder() const { return shared_.folder.data(); }

  /// The first answer that differs from `expected(item)`.
  template <typename Expected>
  [[nodiscard]] std::optional<Mismatch> compare_with(Expected expected) const {
    for (std::size_t item = 0; item < size(); ++item) {
      if (const std::uint64_t right = expected(item); answers_[item] != right) {
        return Mismatch{.item = item,
                        .expected = std::to_string(right),
                        .actual = std::to_string(answers_[item])};
      }
    }
    return std::nullopt;
  }

 private:
  Shared& shared_;
  std::span<std::uint64_t> answers_;
  std::chrono::microseconds delay_;
  std::filesystem::path parent_folder_;
};

}  // namespace crossover
