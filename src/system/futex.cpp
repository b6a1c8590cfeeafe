#include "src/system/futex.hpp"

#if CROSSOVER_WITH_FUTEX
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <climits>
#include <ctime>
#else
#include <algorithm>
#include <thread>
#endif

namespace crossover {

#if CROSSOVER_WITH_FUTEX

static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t) &&
              std::atomic<std::uint32_t>::is_always_lock_free);

// No error is looked at: every one of them (EAGAIN, EINTR, ETIMEDOUT) means "look again".

void futex_wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                std::chrono::milliseconds limit) noexcept {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(limit);
  const std::timespec timeout{.tv_sec = seconds.count(),
                              .tv_nsec = std::chrono::nanoseconds(limit - seconds).count()};
  ::syscall(SYS_futex, &word, FUTEX_WAIT, expected, limit == no_limit ? nullptr : &timeout, nullptr,
            0);
}

void futex_wake_all(std::atomic<std::uint32_t>& word) noexcept {
  ::syscall(SYS_futex, &word, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
}

#else

// std::atomic::wait knows neither time limits nor other processes: whoever may meet one of them
// looks again and again, at a price that an idle CPU does not notice.

void futex_wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                std::chrono::milliseconds limit) noexcept {
  if (limit == no_limit) {
    word.wait(expected);
  } else if (word.load() == expected) {
    std::this_thread::sleep_for(std::min(limit, std::chrono::milliseconds(1)));
  }
}

void futex_wake_all(std::atomic<std::uint32_t>& word) noexcept { word.notify_all(); }

#endif

}  // namespace crossover
