#if CROSSOVER_WITH_URING

#include "strategies/crews/wait_ring.hpp"

#include <algorithm>
#include <cerrno>
#include <limits>
#include <string>
#include <system_error>

#include "crossover/failure.hpp"

namespace crossover {

namespace {

std::system_error failure(int result, const char* what) {
  return {-result, std::generic_category(), what};
}

/// Containers often forbid io_uring: that is no fault of ours.
[[noreturn]] void refuse(int result) {
  if (result == -EPERM || result == -EACCES || result == -ENOSYS) {
    throw Unavailable("this system does not let us use io_uring: " +
                      std::generic_category().message(-result));
  }
  throw failure(result, "io_uring");
}

/// A cancellation ends too, in a slot that there is not.
constexpr unsigned cancellation = std::numeric_limits<unsigned>::max();

/// Fills an entry of the queue with a wait; the time of a sleep lies outside of it.
struct Fill {
  io_uring_sqe& entry;
  __kernel_timespec& duration;

  void operator()(const Sleep& sleep) const {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(sleep.duration);
    duration = {.tv_sec = seconds.count(), .tv_nsec = (sleep.duration - seconds).count()};
    ::io_uring_prep_timeout(&entry, &duration, 0, 0);
  }
  void operator()(const Send& send) const {
    ::io_uring_prep_write(&entry, send.stream, send.bytes.data(),
                          static_cast<unsigned>(send.bytes.size()), here);
  }
  void operator()(const Receive& receive) const {
    ::io_uring_prep_read(&entry, receive.stream, receive.buffer.data(),
                         static_cast<unsigned>(receive.buffer.size()), here);
  }
  void operator()(const ReadAt& read) const {
    ::io_uring_prep_read(&entry, read.file, read.buffer.data(),
                         static_cast<unsigned>(read.buffer.size()), read.offset);
  }

  static constexpr auto here = static_cast<std::uint64_t>(-1);  // streams have no other place
};

}  // namespace

WaitRing::WaitRing(unsigned slots) : durations_(slots), is_waiting_(slots) {
  constexpr unsigned most_entries = 32'768;  // the kernel's limit; a full queue is submitted early
  if (const int result = ::io_uring_queue_init(std::min(slots, most_entries), &ring_, 0);
      result < 0) {
    refuse(result);
  }
  if ((ring_.features & IORING_FEAT_RW_CUR_POS) == 0) {
    ::io_uring_queue_exit(&ring_);
    throw Unavailable("io_uring needs Linux 5.6 or newer");
  }
}

io_uring_sqe& WaitRing::entry() {
  io_uring_sqe* free = ::io_uring_get_sqe(&ring_);
  if (free == nullptr) {
    submit();
    free = ::io_uring_get_sqe(&ring_);
  }
  if (free == nullptr) {
    throw failure(-EBUSY, "io_uring takes no more waits");
  }
  return *free;
}

void WaitRing::begin(const Wait& wait, unsigned slot) {
  io_uring_sqe& free = entry();
  std::visit(Fill{.entry = free, .duration = durations_[slot]}, wait);
  ::io_uring_sqe_set_data64(&free, slot);
  is_waiting_[slot] = true;
  ++under_way_;
}

void WaitRing::submit() {
  int result = -EINTR;
  while (result == -EINTR) {
    result = ::io_uring_submit(&ring_);
  }
  if (result < 0 && result != -EBUSY) {  // busy: others have to end first
    throw failure(result, "io_uring refuses waits");
  }
}

std::optional<WaitRing::Ended> WaitRing::await_end(std::chrono::milliseconds limit) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(limit);
  __kernel_timespec left{.tv_sec = seconds.count(),
                         .tv_nsec = std::chrono::nanoseconds(limit - seconds).count()};
  io_uring_cqe* ended = nullptr;
  while (ended == nullptr && ::io_uring_peek_cqe(&ring_, &ended) != 0) {
    const int result = ::io_uring_submit_and_wait_timeout(&ring_, &ended, 1, &left, nullptr);
    if (result == -ETIME) {
      return std::nullopt;
    }
    if (result < 0 && result != -EINTR && result != -EBUSY) {
      throw failure(result, "io_uring cannot wait");
    }
  }
  const Ended found{.slot = static_cast<unsigned>(ended->user_data),
                    .result = ended->res == -ETIME ? 0 : ended->res};  // how a sleep ends
  ::io_uring_cqe_seen(&ring_, ended);
  --under_way_;
  if (found.slot != cancellation) {
    is_waiting_[found.slot] = false;
  }
  return found;
}

unsigned WaitRing::first_waiting() const noexcept {
  return static_cast<unsigned>(std::ranges::find(is_waiting_, true) - is_waiting_.begin());
}

void WaitRing::cancel_all() {
  for (unsigned slot = 0; slot < is_waiting_.size(); ++slot) {
    if (is_waiting_[slot]) {
      io_uring_sqe& free = entry();
      ::io_uring_prep_cancel64(&free, slot, 0);
      ::io_uring_sqe_set_data64(&free, cancellation);
      ++under_way_;
    }
  }
  while (under_way_ != 0) {
    static_cast<void>(await_end(std::chrono::seconds(1)));
  }
}

}  // namespace crossover

#endif
