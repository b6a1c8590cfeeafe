// What becomes of the samples of a life.
#include "benchmarks/life/life_row.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "benchmarks/host/host_process.hpp"
#include "benchmarks/host/sample_timer.hpp"

namespace crossover {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

json told(double time_ns, double settled = 1) {
  return {{"time_ns", time_ns},
          {"runs", 10},
          {"counters", {{"cpu_ns", 2 * time_ns}, {"settled", settled}}},
          {"label", time_ns > 100 ? "slow" : ""}};
}

TEST(LifeRow, IsTheMedianOfItsSamples) {
  LifeRow row;
  EXPECT_TRUE(row.is_empty());
  row.add(told(100), 0, 0.5, {.core_to_core_ns = 200.0, .fixed_work_ns = 1e6});
  row.add(told(300), 1, 1.5, {.core_to_core_ns = {}, .fixed_work_ns = {}});
  const auto written = row.to_json("a/b/real_time");
  EXPECT_EQ(written.at("name"), "a/b/real_time");
  EXPECT_EQ(written.at("run_name"), "a/b/real_time");
  EXPECT_EQ(written.at("real_time"), 200);
  EXPECT_EQ(written.at("time_unit"), "ns");
  EXPECT_EQ(written.at("iterations"), 20);
  EXPECT_EQ(written.at("cpu_ns"), 400);
  EXPECT_EQ(written.at("label"), "slow");
  ASSERT_EQ(written.at("samples").size(), 2U);
  EXPECT_EQ(written.at("samples")[0].at("core_to_core_ns"), 200);
  EXPECT_EQ(written.at("samples")[1].at("round"), 1);
  EXPECT_TRUE(written.at("samples")[1].at("core_to_core_ns").is_null());
  EXPECT_FALSE(row.should_have_been_measured());
}

TEST(LifeRow, AnErrorIsItsErrorFromThenOn) {
  LifeRow row;
  row.add(told(100), 0, 0, {});
  row.add({{"error", "wrong answer: item 0"}, {"kind", "failed"}}, 0, 0, {});
  row.lose(HostLost("the process died: signal 9"));
  EXPECT_TRUE(row.has_failed());
  EXPECT_TRUE(row.should_have_been_measured());
  const auto written = row.to_json("a/b/real_time");
  EXPECT_EQ(written.at("error_message"), "wrong answer: item 0");
  EXPECT_EQ(written.at("real_time"), 0);
  EXPECT_FALSE(written.contains("samples"));
  EXPECT_FALSE(written.contains("lost"));
  EXPECT_FALSE(written.contains("failed"));
}

TEST(LifeRow, OneThatIsLostSaysSo) {
  LifeRow row;
  row.lose(HostLost("not done after 1 ms", FailureKind::timed_out));
  EXPECT_EQ(row.to_json("a").at("lost"), true);
  EXPECT_EQ(row.to_json("a").at("timed_out"), 1);
  EXPECT_TRUE(row.should_have_been_measured());
}

TEST(LifeRow, OneThatIsUnavailableIsNoFailure) {
  LifeRow row;
  row.add({{"error", "no libx"}, {"kind", "unavailable"}}, 0, 0, {});
  EXPECT_EQ(row.to_json("a").at("error_message"), "no libx");
  EXPECT_EQ(row.to_json("a").at("unavailable"), 1);
  EXPECT_FALSE(row.to_json("a").contains("lost"));
  EXPECT_FALSE(row.should_have_been_measured());
}

TEST(SampleTimer, TellsTheMedianOfSteps) {
  SampleTimer timer(0ns);
  const std::vector<std::chrono::nanoseconds> steps{5ns, 1ns, 3ns};
  std::size_t step = 0;
  // No length at all: nothing but the first is taken, since ten times nothing has passed.
  EXPECT_EQ(timer.time_steps([&] { return steps[step++]; }, 1ns), 1U);
  EXPECT_EQ(timer.median_ns(), 5);
  EXPECT_EQ(timer.runs(), 1U);
}

TEST(SampleTimer, TakesAtLeastThreeIfTheyFit) {
  SampleTimer timer(1h);
  const std::vector<std::chrono::nanoseconds> steps{5ns, 1ns, 3ns};
  std::size_t step = 0;
  EXPECT_THROW(timer.time_steps(
                   [&] {
                     if (step == steps.size()) {
                       throw std::runtime_error("enough");
                     }
                     return steps[step++];
                   },
                   1ns),
               std::runtime_error);
  EXPECT_EQ(step, 3U);
  EXPECT_EQ(timer.median_ns(), 3);
}

TEST(SampleTimer, ShortRunsAreTimedInBatches) {
  SampleTimer timer(2ms);
  std::uint64_t runs = 0;
  std::uint64_t batches = 0;
  const std::uint64_t timed = timer.time_batches(
      [&](std::uint64_t count) {
        runs += count;
        ++batches;
      },
      1us);
  EXPECT_EQ(timed, runs);
  EXPECT_EQ(timed, 100 * batches);  // twenty batches are aimed at
  EXPECT_EQ(timer.runs(), runs);
}

TEST(SampleTimer, KnowsNothingBeforeTheFirst) {
  EXPECT_THROW(static_cast<void>(SampleTimer(1ms).median_ns()), std::logic_error);
}

}  // namespace
}  // namespace crossover
