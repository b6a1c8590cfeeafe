#include "benchmarks/life/machine_state.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <thread>
#include <utility>
#include <vector>

#include "benchmarks/median.hpp"
#include "crossover/arena.hpp"
#include "src/system/placement.hpp"

namespace crossover {

namespace {

using Clock = std::chrono::steady_clock;
using Nanoseconds = std::chrono::duration<double, std::nano>;

struct alignas(Arena::cache_line) Word {
  std::atomic<std::uint32_t> value = 0;
};

/// Spins until the word has the value; false if the deadline came first. The clock is read rarely,
/// since that takes as long as a quick round trip.
bool await(const Word& word, std::uint32_t value, Clock::time_point deadline) noexcept {
  constexpr int looks_per_clock_reading = 4096;
  do {
    for (int look = 0; look < looks_per_clock_reading; ++look) {
      if (word.value.load(std::memory_order_acquire) == value) {
        return true;
      }
    }
    std::this_thread::yield();  // a new thread begins on its creator's CPU
  } while (Clock::now() < deadline);
  return false;
}

/// Two words that go back and forth between the caller and an echo.
class PingPong {
 public:
  explicit PingPong(Clock::time_point deadline) : deadline_(deadline) {}

  /// Caller: false if the deadline came first.
  bool round_trips(std::uint32_t count) noexcept {
    for (const std::uint32_t last = sent_ + count; sent_ != last;) {
      ping_.value.store(++sent_, std::memory_order_release);
      if (!await(pong_, sent_, deadline_)) {
        return false;
      }
    }
    return true;
  }

  /// The other thread: answers so many round trips, fewer if the deadline comes first.
  void echo(std::uint32_t count) noexcept {
    for (std::uint32_t seen = 1; seen <= count && await(ping_, seen, deadline_); ++seen) {
      pong_.value.store(seen, std::memory_order_release);
    }
  }

 private:
  Word ping_;
  Word pong_;
  Clock::time_point deadline_;
  alignas(Arena::cache_line) std::uint32_t sent_ = 0;  // the caller's own
};

/// Reading and writing a volatile number are effects that a compiler must keep, in their places
/// between the two readings of the clock; and no formula gives the last of a chain of squares.
double time_fixed_work() {
  constexpr int steps = 250'000;
  static volatile std::uint64_t number = 3;
  const auto begin = Clock::now();
  const std::uint64_t x = number;
  std::uint64_t y = x;
  for (int step = 0; step < steps; ++step) {
    y = y * y + x;
  }
  number = y;
  return Nanoseconds(Clock::now() - begin).count();
}

}  // namespace

std::optional<double> core_to_core_ns(unsigned effective_cpus, std::chrono::nanoseconds limit) {
  constexpr std::uint32_t batches = 7;
  constexpr std::uint32_t trips = 50;  // per batch
  if (effective_cpus < 2) {
    return std::nullopt;
  }
  PingPong words(Clock::now() + limit);
  const std::jthread other([&words, callers_cpu = current_cpu()] {
    if (AvoidedCpu().change_to(callers_cpu)) {
      words.echo(1 + batches * trips);
    }
  });
  std::vector<double> times;
  bool answered = words.round_trips(1);  // the first waits for the thread to start
  while (answered && times.size() < batches) {
    const auto begin = Clock::now();
    answered = words.round_trips(trips);
    times.push_back(Nanoseconds(Clock::now() - begin).count() / trips);
  }
  return answered ? std::optional(median(std::move(times))) : std::nullopt;
}

double fixed_work_ns() {
  constexpr int tries = 3;
  double least = std::numeric_limits<double>::max();
  for (int i = 0; i < tries; ++i) {
    least = std::min(least, time_fixed_work());
  }
  return least;
}

}  // namespace crossover
