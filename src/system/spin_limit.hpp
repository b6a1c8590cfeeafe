#pragma once

#include <algorithm>
#include <chrono>

#include "src/system/placement.hpp"
#include "src/system/relax.hpp"

namespace crossover {

/// How long one waiter spins before it sleeps. It learns from its own waits. As long as spinning
/// pays, it spins as long as a sleep and a wake-up may cost: then it never loses more than twice
/// what the best choice in hindsight costs (Karlin et al., "Empirical studies of competitive
/// spinning", 1991). Each time in vain halves that, since whoever is waited for is far from done,
/// or waits for this very CPU; unless it turns out, after the sleep, that the whole time would have
/// been enough. So two that wait for each other do not both go on sleeping: docs/hand_off.md.
template <typename Machine>
class BasicSpinLimit {
 public:
  using Clock = typename Machine::Clock;
  using Duration = std::chrono::nanoseconds;
  using Instant = typename Clock::time_point;

  /// What a sleep and a wake-up on another CPU are taken to cost at least: mostly 40 to 100 us on
  /// virtual machines, where they cost most, more while the host is busy.
  static constexpr Duration least = std::chrono::microseconds(200);

  /// However long wake-ups take, nobody spins longer than this.
  static constexpr Duration longest = std::chrono::milliseconds(2);

  /// Without a CPU for each who waits, spinning keeps the CPU from who is waited for.
  explicit BasicSpinLimit(bool has_own_cpu) noexcept
      : whole_(has_own_cpu ? least : Duration::zero()), now_(whole_) {}

  /// True as soon as `condition()` is; false at the limit. Who has just woken somebody may
  /// spin for the whole of a wake-up.
  template <typename Condition>
  bool spin_until(const Condition& condition, bool woke_somebody = false) noexcept {
    if (condition()) {
      return true;
    }
    if (whole_ == Duration::zero()) {
      return false;
    }
    const bool came = spin(condition, woke_somebody ? whole_ : now_);
    now_ = came ? whole_ : now_ / 2;
    return came;
  }

  /// The last spin was in vain, and so the waiter slept: until somebody woke it at `woken`. It was
  /// awake at `awake`.
  void learn(Instant woken, Instant awake) noexcept {
    if (whole_ == Duration::zero()) {
      return;
    }
    whole_ = std::clamp<Duration>(2 * (awake - woken), least, longest);
    if (woken - began_ <= whole_) {
      now_ = whole_;
    }
  }

 private:
  /// The clock is read only after the first looks: reading it takes as long as a quick hand-off.
  /// Now and then whoever else waits for this CPU gets it: it may be the one who is waited for.
  template <typename Condition>
  bool spin(const Condition& condition, Duration limit) noexcept {
    constexpr int looks_per_clock_reading = 64;
    bool has_begun = false;
    do {
      for (int look = 0; look < looks_per_clock_reading; ++look) {
        if (condition()) {
          return true;
        }
        relax();
      }
      if (!has_begun) {
        has_begun = true;
        began_ = Clock::now();
      }
      Machine::yield();
    } while (Clock::now() - began_ < limit);
    return false;
  }

  Duration whole_;  // of a sleep and a wake-up
  Duration now_;
  Instant began_{};  // of the last spin that was in vain
};

using SpinLimit = BasicSpinLimit<ThisMachine>;

}  // namespace crossover
