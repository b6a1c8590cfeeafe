#pragma once

#include <sched.h>

#include <chrono>

namespace crossover {

/// The CPU that the calling thread is on at this moment; negative if that is not known.
[[nodiscard]] inline int current_cpu() noexcept { return ::sched_getcpu(); }

/// What those who wait for each other must know of the machine. The tests put others in its place.
struct ThisMachine {
  using Clock = std::chrono::steady_clock;
  [[nodiscard]] static int cpu() noexcept { return current_cpu(); }
  /// Lets another thread run on this CPU, if one waits for it.
  static void yield() noexcept { ::sched_yield(); }
};

/// Keeps one thread off the CPU of another that it works for, if it may use any other.
///
/// A thread that is woken, or new, may have to begin on the CPU of who woke or made it: on virtual
/// machines Linux does not count an idle CPU as free while the host runs something else on it
/// (vcpu_is_preempted). There it waits until the other sleeps, or for its time slice to end, a
/// thousand times as long as a hand-off takes.
class AvoidedCpu {
 public:
  /// From now on the calling thread, always the same, does not run on `cpu`; instead of the CPU
  /// named before. What somebody else has set as its affinity meanwhile holds. False, and nothing
  /// happens, if that CPU is not known or the thread may use no other.
  bool change_to(int cpu) noexcept;

 private:
  int cpu_ = -1;
  cpu_set_t allowed_{};  // but for that CPU
  cpu_set_t chosen_{};   // without it
};

}  // namespace crossover
