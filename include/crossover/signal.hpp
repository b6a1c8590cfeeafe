#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

#include "crossover/futex.hpp"

namespace crossover {

/// What a Signal stands on: an atomic word that one can sleep on. The tests put another in its
/// place, which tries all interleavings.
class FutexWord {
 public:
  [[nodiscard]] std::uint32_t load() const noexcept {
    return value_.load(std::memory_order_acquire);
  }
  std::uint32_t exchange(std::uint32_t value) noexcept {
    return value_.exchange(value, std::memory_order_acq_rel);
  }
  /// Puts `to` in the place of `from` and returns `from`; or returns what else is there.
  std::uint32_t replace(std::uint32_t from, std::uint32_t to) noexcept {
    value_.compare_exchange_strong(from, to, std::memory_order_acquire);
    return from;
  }
  void store(std::uint32_t value) noexcept { value_.store(value, std::memory_order_relaxed); }
  /// One less, which it returns.
  std::uint32_t decrease() noexcept { return value_.fetch_sub(1, std::memory_order_acq_rel) - 1; }
  /// Sleeps while the word is `value`, at most for so long; may return early.
  void sleep(std::uint32_t value, std::chrono::milliseconds limit) const noexcept {
    futex_wait(value_, value, limit);
  }
  void wake_all() noexcept { futex_wake_all(value_); }

 private:
  std::atomic<std::uint32_t> value_ = 0;
};

/// A count that one side raises and others wait for. It lies, with a bit that says whether anyone
/// may be asleep, in one word, so that a rise takes notice of sleepers in the same atomic step, and
/// no wake-up is lost: docs/hand_off.md tells why, and what is visible to whom.
template <typename Word>
class BasicSignal {
 public:
  using Count = std::uint32_t;  ///< even; goes on at 0 after its largest value
  static constexpr Count first = 0;
  [[nodiscard]] static constexpr Count after(Count count) noexcept { return count + 2; }
  [[nodiscard]] static constexpr Count before(Count count) noexcept { return count - 2; }

  /// Raises the count, to another one than it was, and wakes whoever sleeps: true if anyone may
  /// have. Whatever the caller has written until then is visible to all who see the count.
  bool raise_to(Count count) noexcept {
    const bool may_sleep = (word_.exchange(count) & asleep) != 0;
    if (may_sleep) {
      word_.wake_all();
    }
    return may_sleep;
  }

  [[nodiscard]] bool has_left(Count old) const noexcept { return (word_.load() & ~asleep) != old; }

  /// Sleeps until the count is no longer `old`: true; or `limit` has come first: false.
  bool sleep_while(Count old, std::chrono::milliseconds limit) noexcept {
    const auto begin = std::chrono::steady_clock::now();
    while (!has_left(old)) {
      if (limit != no_limit && std::chrono::steady_clock::now() - begin >= limit) {
        return false;
      }
      const std::uint32_t found = word_.replace(old, old | asleep);
      if ((found & ~asleep) == old) {
        word_.sleep(old | asleep, limit);
      }
    }
    return true;
  }

 private:
  static constexpr std::uint32_t asleep = 1;
  Word word_;
};

using Signal = BasicSignal<FutexWord>;

}  // namespace crossover
