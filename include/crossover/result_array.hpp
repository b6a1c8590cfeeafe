#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <numeric>
#include <optional>
#include <span>
#include <sstream>
#include <string>

#include "crossover/arena.hpp"
#include "crossover/spec.hpp"
#include "crossover/workload.hpp"

namespace crossover {

/// A workload each of whose items produces one `Result`, in memory that all workers share. What is
/// left to write is `compute`, which fills `results()`, and `check`. `Result` is copied byte by
/// byte between processes, so it holds no pointers; it has operator==.
template <typename Result>
class ResultArray : public Workload {
 public:
  /// As many items as the spec's `n`. Throws ArenaError.
  ResultArray(const Spec& spec, Arena& arena)
      : results_(arena.allocate<Result>(spec.number("n"))) {}

  /// Bytes of arena for the workload of a complete spec.
  static std::size_t bytes(const Spec& spec) { return spec.number("n") * sizeof(Result); }

  [[nodiscard]] std::size_t size() const final { return results_.size(); }

  std::span<std::byte> result(Range items) final {
    return std::as_writable_bytes(results_.subspan(items.first, items.size()));
  }

  /// Leaves bytes that hardly any run produces.
  void reset() override { spoil(results_); }

  /// A few of them, among which is one of every slice, unless there are very many.
  void begin_timing() override {
    constexpr std::size_t most = 256;
    const std::size_t step = std::max<std::size_t>(1, size() / most);
    for (std::size_t i = 0; i < size(); i += step) {
      spoil(results_.subspan(i, 1));
    }
  }

  [[nodiscard]] std::size_t granule() const final {
    return Arena::cache_line / std::gcd(Arena::cache_line, sizeof(Result));
  }

 protected:
  [[nodiscard]] std::span<Result> results() const noexcept { return results_; }

  /// The first item whose result is not `reference(i)`, which is called for i = 0, 1, 2, ...: a
  /// `check`.
  template <typename Reference>
  [[nodiscard]] std::optional<Mismatch> compare_with(Reference reference) const {
    for (std::size_t i = 0; i < size(); ++i) {
      const Result expected = reference(i);
      if (!(results_[i] == expected)) {
        return Mismatch{.item = i, .expected = text(expected), .actual = text(results_[i])};
      }
    }
    return std::nullopt;
  }

 private:
  static void spoil(std::span<Result> some) {
    constexpr int unlikely = 0x5b;
    std::memset(static_cast<void*>(some.data()), unlikely, some.size_bytes());
  }

  static std::string text(const Result& result) {
    if constexpr (requires { std::to_string(result); }) {
      return std::to_string(result);
    } else if constexpr (requires(std::ostringstream out) { out << result; }) {
      std::ostringstream out;
      out << result;
      return out.str();
    } else {
      return "another result";
    }
  }

  std::span<Result> results_;
};

}  // namespace crossover
