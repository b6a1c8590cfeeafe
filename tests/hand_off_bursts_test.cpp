// Bursts of runs after a rest, on machines where a wake-up takes what the test says: caller and
// worker must not go on sleeping for each other, whatever the first wake-ups took.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "strategies/hand_off.hpp"
#include "strategies/self_scheduling.hpp"
#include "virtual_time.hpp"

namespace crossover {
namespace {

using namespace std::chrono_literals;
using Duration = VirtualTime::Duration;
using LearningPatience = BasicPatience<VirtualMachine>;

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
};

constexpr unsigned runs_of_a_burst = 40;

/// In which runs of a burst caller and worker have both slept, counted from 0.
using Asleep = std::vector<unsigned>;

template <typename PatienceType>
Asleep hand_over(const Burst& burst, const std::function<Duration(std::size_t)>& wake_up) {
  Arena arena(std::size_t{16} * 4096);
  VirtualTime time(wake_up);
  using Hand = BasicHandOff<TimedWord, PatienceType>;
  const Setup setup{.workers = 2, .arena = arena, .effective_cpus = 2};
  Hand hand_off(setup, arena.construct<typename Hand::SignalType>(), 1);
  Asleep both;
  const auto call = [&] {
    VirtualTime::pass(burst.rest);
    for (unsigned run = 0; run < runs_of_a_burst; ++run) {
      const std::size_t woken = VirtualTime::woken();
      hand_off.launch();
      const bool worker_slept = VirtualTime::woken() != woken;
      VirtualTime::pass(burst.work);
      const std::size_t sleeps = VirtualTime::sleeps();
      hand_off.join(no_limit);
      if (worker_slept && VirtualTime::sleeps() != sleeps) {
        both.push_back(run);
      }
      VirtualTime::pass(burst.between);
    }
    hand_off.stop();
  };
  const auto work = [&] {
    auto self = hand_off.worker(0);
    while (hand_off.await_order(self, no_limit) == Hand::Order::run) {
      VirtualTime::pass(burst.work);
      hand_off.finish(self);
    }
  };
  EXPECT_EQ(time.run({call, work}), "");
  return both;
}

class HandOffBursts : public ::testing::Test {
 protected:
  void SetUp() override {
    if (stacks_are_watched) {
      GTEST_SKIP() << "the sanitizer does not know of the threads' own stacks";
    }
  }
};

/// Wake-ups that take up to half of the longest patience.
constexpr std::array<Duration, 6> latencies{10us, 60us, 150us, 300us, 500us, 900us};

TEST_F(HandOffBursts, NobodyGoesOnSleepingForTheOther) {
  for (const Duration latency : latencies) {
    for (const Duration work : {0us, 5us, 50us, 500us}) {
      for (const Duration between : {0us, 20us, 100us}) {
        SCOPED_TRACE("wake-up " + std::to_string(latency.count()) + " ns, work " +
                     std::to_string(work.count()) + " us, between runs " +
                     std::to_string(between.count()) + " us");
        const Asleep both = hand_over<LearningPatience>({.work = work, .between = between},
                                                        [&](std::size_t) { return latency; });
        EXPECT_THAT(both, ::testing::Each(::testing::Lt(4U)));
      }
    }
  }
}

/// Five wake-ups, each as the machine likes, and then ordinary ones.
TEST_F(HandOffBursts, WhateverTheFirstWakeUpsTook) {
  constexpr std::size_t odd_ones = 5;
  constexpr std::size_t kinds = 4;
  const std::array<Duration, kinds> odd{10us, 250us, 900us, 4ms};
  for (std::size_t choice = 0; choice < 1'024; ++choice) {
    SCOPED_TRACE("choice " + std::to_string(choice));
    const Asleep both = hand_over<LearningPatience>({.work = 5us}, [&](std::size_t wake_up) {
      return wake_up < odd_ones ? odd[(choice >> (2 * wake_up)) % kinds] : Duration(60us);
    });
    EXPECT_THAT(both, ::testing::Each(::testing::Lt(8U)));
  }
}

TEST_F(HandOffBursts, FindsAPatienceThatLearnsNothing) {
  const Asleep both =
      hand_over<StubbornPatience>({.work = 5us}, [](std::size_t) { return Duration(300us); });
  EXPECT_THAT(both, ::testing::Contains(runs_of_a_burst - 1));
}

}  // namespace
}  // namespace crossover
