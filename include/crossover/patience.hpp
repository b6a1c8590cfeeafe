#pragma once

#include <algorithm>
#include <chrono>

#include "crossover/relax.hpp"

namespace crossover {

/// How long one waiter spins before it sleeps. It learns from its own waits. As long as spinning
/// pays, it spins as long as a sleep and a wake-up may cost: then it never loses more than twice
/// what the best choice in hindsight costs (Karlin et al., "Empirical studies of competitive
/// spinning", 1991). Each time in vain halves that, since whoever is waited for is far from done,
/// or waits for this very CPU; now and then it tries the whole time again.
class Patience {
 public:
  using Duration = std::chrono::nanoseconds;

  /// What a sleep and a wake-up on another CPU may cost on virtual machines, where they cost most:
  /// mostly 40 to 100 us, more while the host is busy.
  static constexpr Duration longest = std::chrono::microseconds(200);

  /// Without a CPU for each who waits, spinning keeps the CPU from who is waited for.
  explicit Patience(bool has_own_cpu) noexcept
      : most_(has_own_cpu ? longest : Duration::zero()), now_(most_) {}

  /// True as soon as `condition()` is; false when patience has run out.
  template <typename Condition>
  bool spin_until(const Condition& condition) noexcept {
    if (condition()) {
      return true;
    }
    if (most_ == Duration::zero()) {
      return false;
    }
    constexpr unsigned waits_per_trial = 64;
    const bool came = spin(condition, ++waits_ % waits_per_trial == 0 ? most_ : now_);
    now_ = came ? most_ : now_ / 2;
    return came;
  }

 private:
  /// The clock is read only after the first looks: reading it takes as long as a quick hand-off.
  template <typename Condition>
  static bool spin(const Condition& condition, Duration limit) noexcept {
    using Clock = std::chrono::steady_clock;
    constexpr int looks_per_clock_reading = 64;
    Clock::time_point begin{};
    do {
      for (int look = 0; look < looks_per_clock_reading; ++look) {
        if (condition()) {
          return true;
        }
        relax();
      }
      if (begin == Clock::time_point{}) {
        begin = Clock::now();
      }
    } while (Clock::now() - begin < limit);
    return false;
  }

  Duration most_;
  Duration now_;
  unsigned waits_ = 0;
};

}  // namespace crossover
