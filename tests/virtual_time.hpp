#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/fiber.hpp"

namespace crossover {

class TimedWord;

/// Runs threads, each on a CPU of its own, on a clock that the test makes: whoever is earliest
/// makes the next step, and each step takes its time. What a wake-up takes is the test's to say, so
/// code that spins, sleeps and learns from clocks meets machines that nobody has at hand, again and
/// again the same.
class VirtualTime {
 public:
  using Duration = std::chrono::nanoseconds;

  /// `wake_up(i)` is what the i-th wake-up takes, from 0.
  explicit VirtualTime(std::function<Duration(std::size_t)> wake_up);
  VirtualTime(const VirtualTime&) = delete;
  VirtualTime& operator=(const VirtualTime&) = delete;
  VirtualTime(VirtualTime&&) = delete;
  VirtualTime& operator=(VirtualTime&&) = delete;
  ~VirtualTime();

  /// Runs all of them until they end. Returns what went wrong, in words; empty if nothing did.
  std::string run(const std::vector<std::function<void()>>& threads);

  /// From a thread: it computes, or rests, for so long.
  static void pass(Duration time);

  /// From a thread: how often it has slept so far, and how many sleepers it has woken.
  static std::size_t sleeps();
  static std::size_t woken();

 private:
  friend class TimedWord;
  friend struct VirtualMachine;

  struct Thread {
    std::unique_ptr<Fiber> fiber;
    Duration now{};
    const TimedWord* sleeps_on = nullptr;
    std::size_t sleeps = 0;
    std::size_t woken = 0;
  };
  static VirtualTime* running;
  Thread* earliest();

  std::function<Duration(std::size_t)> wake_up_;
  std::size_t wake_ups_ = 0;
  std::vector<Thread> threads_;
  Thread* at_ = nullptr;  // the thread that runs
};

/// The clock of the thread that asks, and a CPU for each thread.
struct VirtualMachine {
  struct Clock {
    using duration = VirtualTime::Duration;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<Clock>;
    static constexpr bool is_steady = true;
    static time_point now() noexcept;
  };
  static int cpu() noexcept;
  static void yield() noexcept;
};

/// A word on which each operation takes its time.
class TimedWord {
 public:
  using Machine = VirtualMachine;

  [[nodiscard]] std::uint32_t load() const noexcept;
  std::uint32_t exchange(std::uint32_t value) noexcept;
  std::uint32_t replace(std::uint32_t from, std::uint32_t to) noexcept;
  std::uint32_t decrease(std::uint32_t by = 1) noexcept;
  void store(std::uint32_t value) noexcept;
  void publish(std::uint32_t value) noexcept { store(value); }
  void sleep(std::uint32_t value, std::chrono::milliseconds limit) const noexcept;
  void wake_all() noexcept;

 private:
  std::uint32_t value_ = 0;
};

}  // namespace crossover
