#pragma once

#include <chrono>
#include <thread>

namespace crossover {

using PollingClock = std::chrono::steady_clock;

/// Looks again and again until `has_come()`; false if that was not before the deadline. It spins,
/// as MPI does when it waits, and after a while offers its CPU to others in between: where two
/// ranks share one, each would otherwise spin for a time slice of several milliseconds before the
/// other could answer. Reading the clock takes as long as a look, so it is read now and then.
template <typename HasCome>
bool poll_until(PollingClock::time_point deadline, HasCome has_come) {
  constexpr int looks_between = 100;
  constexpr auto alone = std::chrono::microseconds(100);
  const auto begin = PollingClock::now();
  for (auto now = begin; now < deadline; now = PollingClock::now()) {
    for (int look = 0; look < looks_between; ++look) {
      if (has_come()) {
        return true;
      }
    }
    if (now - begin > alone) {
      std::this_thread::yield();
    }
  }
  return false;
}

}  // namespace crossover
