#include "benchmarks/workloads/waits/wait_here.hpp"

#include <poll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>

namespace crossover {

namespace {

constexpr std::int64_t ns_per_second = 1'000'000'000;

/// The result of a system call that is made again as long as a signal interrupts it.
template <typename Call>
int uninterrupted(Call call) noexcept {
  while (true) {
    if (const auto result = call(); result >= 0) {
      return static_cast<int>(result);
    }
    if (errno != EINTR) {
      return -errno;
    }
  }
}

/// 0 once the stream is ready.
int await(int stream, short event, std::chrono::milliseconds patience) noexcept {
  pollfd ready{.fd = stream, .events = event, .revents = 0};
  const int count =
      uninterrupted([&] { return ::poll(&ready, 1, static_cast<int>(patience.count())); });
  if (count < 0) {
    return count;
  }
  return count == 0 ? -ETIMEDOUT : 0;
}

struct WaitHere {
  std::chrono::milliseconds patience;

  /// Until a point in time, so that a signal makes it no longer.
  int operator()(const Sleep& sleep) const noexcept {
    timespec end{};
    if (::clock_gettime(CLOCK_MONOTONIC, &end) != 0) {
      return -errno;
    }
    const std::int64_t ns = end.tv_nsec + sleep.duration.count();
    end.tv_sec += static_cast<time_t>(ns / ns_per_second);
    end.tv_nsec = static_cast<long>(ns % ns_per_second);
    int error = EINTR;
    while (error == EINTR) {
      error = ::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end, nullptr);
    }
    return -error;
  }

  int operator()(const Send& send) const noexcept {
    while (true) {
      const int sent =
          uninterrupted([&] { return ::write(send.stream, send.bytes.data(), send.bytes.size()); });
      if (sent != -EAGAIN) {
        return sent;
      }
      if (const int failure = await(send.stream, POLLOUT, patience); failure != 0) {
        return failure;
      }
    }
  }

  int operator()(const Receive& receive) const noexcept {
    if (const int failure = await(receive.stream, POLLIN, patience); failure != 0) {
      return failure;
    }
    return uninterrupted(
        [&] { return ::read(receive.stream, receive.buffer.data(), receive.buffer.size()); });
  }

  int operator()(const ReadAt& read) const noexcept {
    return uninterrupted([&] {
      return ::pread(read.file, read.buffer.data(), read.buffer.size(),
                     static_cast<off_t>(read.offset));
    });
  }
};

}  // namespace

int wait_here(const Wait& wait, std::chrono::milliseconds patience) {
  return std::visit(WaitHere{patience}, wait);
}

// Neither call fails where there is Linux; elsewhere sleeps would be a little longer.
PreciseSleep::PreciseSleep() noexcept : slack_before_(::prctl(PR_GET_TIMERSLACK)) {
  constexpr unsigned long least = 1;
  static_cast<void>(::prctl(PR_SET_TIMERSLACK, least));
}

PreciseSleep::~PreciseSleep() {
  static_cast<void>(::prctl(PR_SET_TIMERSLACK, static_cast<unsigned long>(slack_before_)));
}

}  // namespace crossover
