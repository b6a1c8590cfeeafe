#pragma once

#include <chrono>

#include "crossover/waits.hpp"

namespace crossover {

/// The calling thread waits. Returns how it ended, as Waits::end is told. Only streams can keep it
/// waiting for longer than `patience`, and do not.
[[nodiscard]] int wait_here(const Wait& wait, std::chrono::milliseconds patience);

/// As long as it lives, the calling thread's sleeps end as soon as the kernel can make them: it
/// lets others oversleep by 50 us, so that it wakes fewer times (PR_SET_TIMERSLACK).
class PreciseSleep {
 public:
  PreciseSleep() noexcept;
  PreciseSleep(const PreciseSleep&) = delete;
  PreciseSleep& operator=(const PreciseSleep&) = delete;
  PreciseSleep(PreciseSleep&&) = delete;
  PreciseSleep& operator=(PreciseSleep&&) = delete;
  ~PreciseSleep();

 private:
  int slack_before_;  // ns
};

}  // namespace crossover
