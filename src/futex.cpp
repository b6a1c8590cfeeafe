#include "crossover/futex.hpp"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <climits>
#include <ctime>

namespace crossover {

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

void futex_wake_all(const std::atomic<std::uint32_t>& word) noexcept {
  ::syscall(SYS_futex, &word, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
}

}  // namespace crossover
