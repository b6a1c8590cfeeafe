// When runs count as settled. Durations are made up, so nothing here depends on the machine.
#include "benchmarks/measuring/settling.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace crossover {
namespace {

using namespace std::chrono_literals;
using Duration = Settling::Duration;

/// How long the i-th run takes.
using Strategy = std::function<Duration(std::size_t run)>;

struct Settled {
  Settling settling;
  std::size_t runs = 0;
};

Settled settle(const Strategy& strategy, Duration explained = {}, Duration preparation = {}) {
  constexpr std::size_t far_too_many = 10'000'000;
  Settled result{.settling = Settling(SettlingRule::for_a_row(), explained)};
  while (!result.settling.is_over() && result.runs < far_too_many) {
    result.settling.add(strategy(result.runs++), preparation);
  }
  EXPECT_LT(result.runs, far_too_many);
  return result;
}

TEST(Settling, EvenRunsSettleSoon) {
  const auto [settling, runs] = settle([](std::size_t) { return 1us; });
  EXPECT_TRUE(settling.has_settled());
  EXPECT_EQ(settling.took(), 4ms);  // eight windows
  EXPECT_EQ(settling.median_run(), 1us);
}

TEST(Settling, ASingleSlowRunDecidesNothing) {
  const auto strategy = [](std::size_t run) { return run % 100 == 0 ? Duration(40us) : 1us; };
  const auto [settling, runs] = settle(strategy);
  EXPECT_TRUE(settling.has_settled());
  EXPECT_EQ(settling.median_run(), 1us);
}

TEST(Settling, OutlastsTwentySlowFirstRuns) {
  for (const Duration slow : {Duration(100us), Duration(5ms), Duration(9ms)}) {
    const auto strategy = [slow](std::size_t run) { return run < 20 ? slow : Duration(2us); };
    const auto [settling, runs] = settle(strategy);
    EXPECT_TRUE(settling.has_settled());
    EXPECT_EQ(settling.median_run(), 2us);
    EXPECT_GT(settling.took(), 20 * slow);
    EXPECT_LT(settling.took(), 20 * slow + 10ms);
  }
}

TEST(Settling, OneSlowFirstRunCostsLittleMore) {
  const auto strategy = [](std::size_t run) { return run == 0 ? Duration(7ms) : 3us; };
  const auto [settling, runs] = settle(strategy);
  EXPECT_TRUE(settling.has_settled());
  EXPECT_EQ(settling.median_run(), 3us);
  EXPECT_LT(settling.took(), 13ms);
}

TEST(Settling, WhatSlowsDownForEverIsMarkedAtTheCap) {
  Duration run = 1us;
  const auto strategy = [&run](std::size_t number) {
    return number % 3 == 0 ? run += run / 2 : run;
  };
  const auto [settling, runs] = settle(strategy);
  EXPECT_FALSE(settling.has_settled());
  EXPECT_GE(settling.took(), SettlingRule::for_a_row().cap);
}

TEST(Settling, WhatNeverSettlesIsMarkedAtTheCap) {
  // Every window is half as quick again as the one before, and the fifth as quick as the first.
  const auto strategy = [](std::size_t run) { return Duration(200us) * (1 << (run / 3 % 4)); };
  const auto [settling, runs] = settle(strategy);
  EXPECT_FALSE(settling.has_settled());
  EXPECT_GE(settling.took(), SettlingRule::for_a_row().cap);
  EXPECT_LT(settling.took(), SettlingRule::for_a_row().cap + 2ms);
}

TEST(Settling, TwoSpeedsThatTakeTurnsFromRunToRunSettle) {
  const auto [settling, runs] =
      settle([](std::size_t run) { return run % 2 == 0 ? Duration(1us) : Duration(1100ns); });
  EXPECT_TRUE(settling.has_settled());
  const auto [medians, more_runs] =
      settle([](std::size_t run) { return run % 3 == 0 ? Duration(10us) : Duration(1us); });
  EXPECT_TRUE(medians.has_settled());
  EXPECT_EQ(medians.median_run(), 1us);
}

TEST(Settling, TwoSpeedsThatTakeTurnsFromWindowToWindowAreMarked) {
  const auto strategy = [](std::size_t run) {
    return run / 250 % 2 == 0 ? Duration(1us) : Duration(5us);
  };
  EXPECT_FALSE(settle(strategy).settling.has_settled());
}

TEST(Settling, RunsLongerThanTheCapAreTwo) {
  const auto [even, even_runs] = settle([](std::size_t) { return 3s; });
  EXPECT_TRUE(even.has_settled());
  EXPECT_EQ(even_runs, 2U);
  const auto [uneven, uneven_runs] = settle([](std::size_t run) { return run * 3s + 1s; });
  EXPECT_FALSE(uneven.has_settled());
  EXPECT_EQ(uneven_runs, 2U);
}

TEST(Settling, LongRunsNeedAsManyAsFit) {
  const auto [settling, runs] = settle([](std::size_t) { return 70ms; });
  EXPECT_TRUE(settling.has_settled());
  EXPECT_EQ(runs, 3U);
}

TEST(Settling, WhatTheWorkExplainsSettlesSooner) {
  const auto [settling, runs] = settle([](std::size_t) { return 5ms; }, 5ms);
  EXPECT_TRUE(settling.has_settled());
  EXPECT_EQ(settling.took(), 30ms);
  EXPECT_EQ(settle([](std::size_t) { return 5ms; }, 4ms).runs, 24U);
}

TEST(Settling, PreparationsCountTowardsTheCap) {
  const auto strategy = [](std::size_t run) { return Duration(1ms) * (1 + run % 50); };
  const auto [settling, runs] = settle(strategy, {}, 50ms);
  EXPECT_FALSE(settling.has_settled());
  EXPECT_LE(runs, 8U);
}

TEST(Settling, KnowsNoRunBeforeTheFirst) {
  Settling settling;
  EXPECT_FALSE(settling.is_over());
  EXPECT_EQ(settling.median_run(), 0ns);
  settling.add(3us);
  EXPECT_EQ(settling.median_run(), 3us);
}

TEST(Median, IsTheLowerOfTwoMiddleOnes) {
  EXPECT_EQ(median({}), 0ns);
  EXPECT_EQ(median({5ns, 1ns, 9ns}), 5ns);
  EXPECT_EQ(median({9ns, 1ns, 2ns, 8ns}), 2ns);
}

}  // namespace
}  // namespace crossover
