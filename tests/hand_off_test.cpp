// Runs are handed to workers and back without losing one; a lost wake-up would hang the test.
#include <gtest/gtest.h>

#include <cstdint>
#include <thread>
#include <vector>

#include "crossover/futex.hpp"
#include "strategies/hand_off.hpp"

namespace crossover {
namespace {

using namespace std::chrono_literals;

/// Hands `runs` runs to `workers` threads that spin for so long before they sleep.
void hand_off(std::uint32_t runs, unsigned workers, HandOff::Duration spin) {
  HandOff hand_off;
  std::vector<std::uint32_t> done(workers * std::size_t{16});  // a cache line each
  std::vector<std::jthread> threads;
  for (unsigned worker = 0; worker < workers; ++worker) {
    threads.emplace_back([&, worker] {
      std::uint32_t seen = 0;
      while (hand_off.await_launch(seen, spin)) {
        ++done[worker * std::size_t{16}];
        hand_off.finish();
      }
    });
  }
  for (std::uint32_t run = 1; run <= runs; ++run) {
    hand_off.launch(workers);
    ASSERT_TRUE(hand_off.join(spin, no_limit));
    for (unsigned worker = 0; worker < workers; ++worker) {
      ASSERT_EQ(done[worker * std::size_t{16}], run);
    }
  }
  hand_off.stop();
}

TEST(HandOff, LosesNothingWhenAllSleepAtOnce) { hand_off(5'000, 3, 0ns); }

TEST(HandOff, LosesNothingWhenAllSpin) { hand_off(100'000, 1, 1s); }

TEST(HandOff, LosesNothingAtTheEdgeOfFallingAsleep) {
  for (const auto spin : {100ns, 500ns, 1'000ns, 5'000ns}) {
    hand_off(5'000, 2, spin);
  }
}

TEST(HandOff, TheCallerCanLookAfterWorkersThatTakeLong) {
  HandOff hand_off;
  hand_off.launch(1);
  EXPECT_FALSE(hand_off.join(0ns, 1ms));
  hand_off.finish();
  EXPECT_TRUE(hand_off.join(0ns, 1ms));
}

}  // namespace
}  // namespace crossover
