#pragma once

#include <liburing.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "crossover/waits.hpp"

namespace crossover {

/// The two queues between this process and the kernel, io_uring(7): of waits that begin and of
/// waits that have ended. For one thread.
class WaitRing {
 public:
  /// For waits in so many slots, at least 1. Throws Unavailable where io_uring is forbidden,
  /// else std::system_error.
  explicit WaitRing(unsigned slots);
  WaitRing(const WaitRing&) = delete;
  WaitRing& operator=(const WaitRing&) = delete;
  WaitRing(WaitRing&&) = delete;
  WaitRing& operator=(WaitRing&&) = delete;
  ~WaitRing() { ::io_uring_queue_exit(&ring_); }

  /// The wait begins with the next `submit` or `await_end`. All of these throw std::system_error.
  void begin(const Wait& wait, unsigned slot);
  void submit();

  struct Ended {
    unsigned slot;
    int result;  ///< as Waits::end is told
  };
  /// The next wait that has ended, or nothing within the limit.
  [[nodiscard]] std::optional<Ended> await_end(std::chrono::milliseconds limit);

  /// How many have begun and, as far as this moment shows, not ended.
  [[nodiscard]] unsigned under_way() const noexcept {
    return under_way_ - ::io_uring_cq_ready(&ring_);
  }

  /// A slot whose wait has begun and not ended; there is one.
  [[nodiscard]] unsigned first_waiting() const noexcept;

  /// Ends all waits, whatever they were for. Returns when the kernel has forgotten them.
  void cancel_all();

 private:
  [[nodiscard]] io_uring_sqe& entry();

  io_uring ring_{};
  std::vector<__kernel_timespec> durations_;  // of each slot's sleep
  std::vector<bool> is_waiting_;              // each slot
  unsigned under_way_ = 0;                    // waits and cancellations
};

}  // namespace crossover
