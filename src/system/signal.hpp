#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

#include "src/system/futex.hpp"
#include "src/system/placement.hpp"

namespace crossover {

/// What a Signal stands on: an atomic word that one can sleep on. The tests put others in its
/// place, which try all interleavings.
class FutexWord {
 public:
  using Machine = ThisMachine;

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
  /// As `store`, and what was written before is visible to who takes something away from it.
  void publish(std::uint32_t value) noexcept { value_.store(value, std::memory_order_release); }
  /// Less by so much, which it returns.
  std::uint32_t decrease(std::uint32_t by = 1) noexcept {
    return value_.fetch_sub(by, std::memory_order_acq_rel) - by;
  }
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
  using Machine = typename Word::Machine;
  using Clock = typename Machine::Clock;
  using Count = std::uint32_t;  ///< even; goes on at 0 after its largest value
  static constexpr Count first = 0;
  [[nodiscard]] static constexpr Count after(Count count) noexcept { return count + 2; }
  [[nodiscard]] static constexpr Count before(Count count) noexcept { return count - 2; }

  /// Raises the count, to another one than it was, and wakes whoever sleeps: true if anyone may
  /// have. Whatever the caller has written until then is visible to all who see the count.
  bool raise_to(Count count) noexcept {
    const bool may_sleep = (word_.exchange(count) & asleep) != 0;
    if (may_sleep) {
      woke_at_.store(Clock::now().time_since_epoch().count(), std::memory_order_relaxed);
      word_.wake_all();
      Machine::yield();  // a thread that is woken may have been put behind this one on its CPU
    }
    return may_sleep;
  }

  [[nodiscard]] Count count() const noexcept { return word_.load() & ~asleep; }

  [[nodiscard]] bool has_left(Count old) const noexcept { return count() != old; }

  /// Spins up to the limit, then sleeps, until the count is no longer `old`: true; or
  /// `limit` has come first: false. `before_sleep` is called before the waiter sleeps.
  template <typename SpinLimit, typename Action>
  bool await(Count old, SpinLimit& spin_limit, bool woke_somebody, std::chrono::milliseconds limit,
             const Action& before_sleep) noexcept {
    if (spin_limit.spin_until([&] { return has_left(old); }, woke_somebody)) {
      return true;
    }
    before_sleep();
    const auto asleep_since = Clock::now();
    if (!sleep_while(old, limit)) {
      return false;
    }
    const auto awake = Clock::now();
    const typename Clock::time_point woken{
        typename Clock::duration{woke_at_.load(std::memory_order_relaxed)}};
    if (woken >= asleep_since) {  // otherwise it did not come to sleep
      spin_limit.learn(woken, awake);
    }
    return true;
  }

  /// Sleeps until the count is no longer `old`: true; or `limit` has come first: false.
  bool sleep_while(Count old, std::chrono::milliseconds limit) noexcept {
    const auto begin = Clock::now();
    while (!has_left(old)) {
      if (limit != no_limit && Clock::now() - begin >= limit) {
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
  /// The last rise that found sleepers: they learn from it, but nothing depends on it.
  std::atomic<typename Clock::rep> woke_at_ = 0;
};

using Signal = BasicSignal<FutexWord>;

}  // namespace crossover
