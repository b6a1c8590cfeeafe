#include "hand_off.hpp"

#include "crossover/futex.hpp"

namespace crossover {

namespace {

/// Tells the core that this is a spin loop, so that it spends less and leaves the loop sooner.
void relax() noexcept {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

using Clock = std::chrono::steady_clock;

/// The clock is read only after the first looks: reading it takes as long as a quick hand-off.
template <typename Condition>
bool spin_until(const Condition& condition, HandOff::Duration spin) {
  constexpr int looks_per_clock_reading = 64;
  Clock::time_point give_up;
  for (bool first = true; spin > HandOff::Duration::zero(); first = false) {
    for (int look = 0; look < looks_per_clock_reading; ++look) {
      if (condition()) {
        return true;
      }
      relax();
    }
    const auto now = Clock::now();
    give_up = first ? now + spin : give_up;
    if (now >= give_up) {
      break;
    }
  }
  return false;
}

}  // namespace

HandOff::Duration HandOff::spin_time(const Setup& setup) {
  // About what a sleep and a wake-up cost together: spinning then costs at most twice the best
  // choice in hindsight (Karlin et al., "Empirical studies of competitive spinning", 1991).
  return setup.workers > setup.effective_cpus ? Duration::zero() : std::chrono::microseconds(50);
}

bool HandOff::Signal::await_change(std::uint32_t old, Duration spin,
                                   std::chrono::milliseconds limit) noexcept {
  const auto changed = [&] { return value.load(std::memory_order_acquire) != old; };
  if (changed() || spin_until(changed, spin)) {
    return true;
  }
  const auto deadline = limit == no_limit ? Clock::time_point::max() : Clock::now() + limit;
  sleepers.fetch_add(1, std::memory_order_seq_cst);
  while (value.load(std::memory_order_seq_cst) == old && Clock::now() < deadline) {
    futex_wait(value, old, limit);
  }
  sleepers.fetch_sub(1, std::memory_order_relaxed);
  return changed();
}

void HandOff::Signal::wake() noexcept {
  if (sleepers.load(std::memory_order_seq_cst) != 0) {
    futex_wake_all(value);
  }
}

void HandOff::launch(std::uint32_t workers) noexcept {
  unfinished_.value.store(workers, std::memory_order_relaxed);
  launches_.value.fetch_add(1, std::memory_order_seq_cst);
  launches_.wake();
}

bool HandOff::join(Duration spin, std::chrono::milliseconds limit) noexcept {
  std::uint32_t left = unfinished_.value.load(std::memory_order_acquire);
  while (left != 0 && unfinished_.await_change(left, spin, limit)) {
    left = unfinished_.value.load(std::memory_order_acquire);
  }
  return left == 0;
}

void HandOff::stop() noexcept {
  stopped_.store(true, std::memory_order_relaxed);
  launches_.value.fetch_add(1, std::memory_order_seq_cst);
  launches_.wake();
}

bool HandOff::await_launch(std::uint32_t& seen, Duration spin) noexcept {
  launches_.await_change(seen, spin, no_limit);
  ++seen;
  return !stopped_.load(std::memory_order_relaxed);
}

void HandOff::finish() noexcept {
  if (unfinished_.value.fetch_sub(1, std::memory_order_seq_cst) == 1) {
    unfinished_.wake();
  }
}

}  // namespace crossover
