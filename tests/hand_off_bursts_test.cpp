// Bursts of runs after a rest, on machines where a wake-up takes what the test says: caller and
// worker must not go on sleeping for each other, whatever the first wake-ups took.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "strategies/crews/hand_off.hpp"
#include "tests/virtual_time.hpp"

namespace crossover {
namespace {

using namespace std::chrono_literals;
using Duration = VirtualTime::Duration;
using LearningPatience = BasicSpinLimit<VirtualMachine>;

/// Spins for 200 us at first, half of that after each time in vain, and learns nothing from a sleep
/// that was short.
struct StubbornPatience {
  explicit StubbornPatience(bool /*has_own_cpu*/) noexcept {}
  template <typename Condition>
  bool spin_until(const Condition& condition, bool /*woke*/) noexcept {
    const auto begin = VirtualMachine::Clock::now();
    while (!condition()) {
      if (VirtualMachine::Clock::now() - begin >= now) {
        now /= 2;
        return false;
      }
    }
    now = 200us;
    return true;
  }
  void learn(VirtualMachine::Clock::time_point /*woken*/,
             VirtualMachine::Clock::time_point /*awake*/) noexcept {}
  Duration now = 200us;
};

struct Burst {
  Duration rest = 100ms;
  Duration work{};     ///< of each
  Duration between{};  ///< what the caller does between two runs
  /// Runs that came alone before, each after a rest: they teach that spinning is in vain.
  unsigned alone_before = 20;
  Duration late_before{};  ///< by so much the worker was done later than the caller in these
};

constexpr unsigned runs_of_a_burst = 40;

/// In which runs of a burst they have slept, counted from 0.
struct Asleep {
  std::vector<unsigned> worker;  ///< when it was launched
  std::vector<unsigned> caller;  ///< when it was done with its own work
};

auto only_in_the_first(unsigned runs) {
  const auto first = ::testing::Each(::testing::Lt(runs));
  return ::testing::AllOf(::testing::Field("worker", &Asleep::worker, first),
                          ::testing::Field("caller", &Asleep::caller, first));
}

template <typename SpinLimitType>
Asleep hand_over(const Burst& burst, const std::function<Duration(std::size_t)>& wake_up) {
  Arena arena(std::size_t{16} * 4096);
  VirtualTime time(wake_up);
  using Hand = BasicHandOff<TimedWord, SpinLimitType>;
  const Setup setup{.workers = 2, .arena = arena, .effective_cpus = 2};
  Hand hand_off(setup, arena.construct<typename Hand::SignalType>(), 1);
  Asleep asleep;
  Duration late = burst.late_before;
  const auto run_once = [&](unsigned run, Asleep& noted) {
    const std::size_t woken = VirtualTime::woken();
    hand_off.launch();
    if (VirtualTime::woken() != woken) {
      noted.worker.push_back(run);
    }
    VirtualTime::pass(burst.work);
    const std::size_t sleeps = VirtualTime::sleeps();
    hand_off.join(no_limit);
    if (VirtualTime::sleeps() != sleeps) {
      noted.caller.push_back(run);
    }
  };
  const auto call = [&] {
    Asleep before;
    for (unsigned run = 0; run < burst.alone_before; ++run) {
      VirtualTime::pass(burst.rest);
      run_once(run, before);
    }
    late = {};
    VirtualTime::pass(burst.rest);
    for (unsigned run = 0; run < runs_of_a_burst; ++run) {
      run_once(run, asleep);
      VirtualTime::pass(burst.between);
    }
    hand_off.stop();
  };
  const auto work = [&] {
    auto self = hand_off.worker(0);
    while (hand_off.await_order(self, no_limit) == Hand::Order::run) {
      VirtualTime::pass(burst.work + late);
      hand_off.finish(self);
    }
  };
  EXPECT_EQ(time.run({call, work}), "");
  return asleep;
}

class HandOffBursts : public ::testing::Test {
 protected:
  void SetUp() override {
    if (stacks_are_watched) {
      GTEST_SKIP() << "the sanitizer does not know of the threads' own stacks";
    }
  }
};

/// Wake-ups that take up to half of the longest spin limit.
constexpr std::array<Duration, 6> latencies{10us, 60us, 150us, 300us, 500us, 900us};

TEST_F(HandOffBursts, NobodyGoesOnSleepingForTheOther) {
  for (const Duration latency : latencies) {
    for (const Duration work : {0us, 5us, 50us, 500us}) {
      for (const Duration between : {0us, 20us, 100us}) {
        SCOPED_TRACE("wake-up " + std::to_string(latency.count()) + " ns, work " +
                     std::to_string(work.count()) + " us, between runs " +
                     std::to_string(between.count()) + " us");
        const Asleep asleep = hand_over<LearningPatience>({.work = work, .between = between},
                                                          [&](std::size_t) { return latency; });
        EXPECT_THAT(asleep, only_in_the_first(4));
      }
    }
  }
}

/// Four wake-ups, each as the machine likes, and then ordinary ones.
TEST_F(HandOffBursts, WhateverTheFirstWakeUpsTook) {
  constexpr std::size_t odd_ones = 4;
  constexpr std::size_t kinds = 4;
  const std::array<Duration, kinds> odd{10us, 250us, 900us, 4ms};
  for (std::size_t choice = 0; choice < 256; ++choice) {
    SCOPED_TRACE("choice " + std::to_string(choice));
    const Asleep asleep =
        hand_over<LearningPatience>({.work = 5us, .alone_before = 0}, [&](std::size_t wake_up) {
          return wake_up < odd_ones ? odd[(choice >> (2 * wake_up)) % kinds] : Duration(60us);
        });
    EXPECT_THAT(asleep, only_in_the_first(8));
  }
}

/// Though it had to wait long in all earlier runs.
TEST_F(HandOffBursts, ACallerThatWokeTheWorkerWaitsAwake) {
  const Asleep asleep = hand_over<LearningPatience>({.work = 5us, .late_before = 5ms},
                                                    [](std::size_t) { return Duration(60us); });
  EXPECT_THAT(asleep.worker, ::testing::ElementsAre(0));
  EXPECT_THAT(asleep.caller, ::testing::IsEmpty());
}

TEST_F(HandOffBursts, FindsAPatienceThatLearnsNothing) {
  const Asleep asleep =
      hand_over<StubbornPatience>({.work = 5us}, [](std::size_t) { return Duration(300us); });
  EXPECT_THAT(asleep.worker, ::testing::Contains(runs_of_a_burst - 1));
  EXPECT_THAT(asleep.caller, ::testing::Contains(runs_of_a_burst - 1));
}

}  // namespace
}  // namespace crossover
