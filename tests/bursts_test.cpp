// What is said of a crew that works in bursts.
#include "benchmarks/measuring/bursts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "tests/measured.hpp"

namespace crossover {
namespace {

using namespace std::chrono_literals;
using Duration = std::chrono::nanoseconds;

/// Runs of a crew whose settled ones take 4 us.
std::optional<Duration> until_settled(const std::vector<Duration>& burst) {
  return crossover::until_settled(burst, 4us);
}

std::vector<Duration> joined(std::vector<Duration> first, const std::vector<Duration>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

std::vector<Duration> runs(std::size_t count, Duration each) {
  return std::vector<Duration>(count, each);
}

TEST(UntilSettled, IsWhenTheSlowRunsAreOver) {
  EXPECT_EQ(until_settled(runs(9, 5us)), 0us);
  EXPECT_EQ(until_settled(joined(runs(7, 6us), runs(20, 4us))), 30us);  // all but two of them
  EXPECT_EQ(until_settled(joined(runs(1, 200us), runs(20, 4us))), 0us);
}

TEST(UntilSettled, ASlowRunNowAndThenDecidesNothing) {
  std::vector<Duration> burst = runs(50, 4us);
  burst[10] = burst[20] = burst[49] = 300us;
  EXPECT_EQ(until_settled(burst), 0us);
  burst = joined(runs(10, 9us), burst);
  EXPECT_EQ(until_settled(burst), 8 * 9us);
}

TEST(UntilSettled, AFewQuickRunsAmongSlowOnesAreNotIt) {
  const std::vector<Duration> quick = joined(runs(20, 9us), runs(6, 4us));
  EXPECT_EQ(until_settled(joined(quick, runs(30, 9us))), std::nullopt);
  EXPECT_EQ(until_settled(runs(50, 6us)), std::nullopt);
}

TEST(UntilSettled, OfABurstOfFewRunsIsThatOfAllOfThem) {
  EXPECT_EQ(until_settled({9us, 4us, 4us}), 0us);
  EXPECT_EQ(until_settled({9us, 9us, 4us}), std::nullopt);
  EXPECT_EQ(until_settled({}), std::nullopt);
}

Cell burst(const char* strategy, std::chrono::microseconds rest) {
  Cell cell = crossover::cell(Spec("squares").set("n", 1'000), named(strategy), 2, Phase::burst);
  cell.rest = rest;
  return cell;
}

TEST(Bursts, RestsAreInTheRowsName) {
  EXPECT_THAT(burst("thread_pool", 100us).row(),
              ::testing::EndsWith("/slices:2/phase:burst/rest_us:100/iterations:10/manual_time"));
  EXPECT_THAT(burst("serial", 1ms).row(),
              ::testing::EndsWith("/phase:burst/rest_us:1000/iterations:10/manual_time"));
  EXPECT_THAT(burst("serial", 5ms).row(), ::testing::HasSubstr("/rest_us:5000/iterations:5/"));
  EXPECT_THAT(burst("serial", 10ms).row(), ::testing::HasSubstr("/rest_us:10000/iterations:5/"));
  EXPECT_THAT(burst("serial", 100ms).row(), ::testing::HasSubstr("/rest_us:100000/iterations:3/"));
}

TEST(Bursts, TheRowIsAboutFirstRunsAndWhatFollows) {
  for (const char* strategy : {"serial", "thread_pool", "process_pool"}) {
    const Row row = measure({burst(strategy, 1ms)}).rows.at(0);
    ASSERT_FALSE(row.error_occurred) << row.error_message;
    const auto& counters = row.counters;
    EXPECT_EQ(row.iterations, 10);
    EXPECT_GT(counters.at("settled_run_ns").value, 0);
    EXPECT_GT(counters.at("burst_run_ratio").value, 0);
    EXPECT_GE(counters.at("until_settled_ns").value, 0);
    const double never = counters.at("never_settled_share").value;
    EXPECT_TRUE(never >= 0 && never <= 1) << never;
    EXPECT_GE(counters.at("rest_cpu_share").value, 0);
    EXPECT_GE(counters.at("longest_ns").value * 10, 1e9 * row.real_accumulated_time * (1 - 1e-9));
    EXPECT_EQ(counters.at("workers_observed").value, counters.at("workers_expected").value);
    EXPECT_TRUE(counters.contains("settled"));
  }
}

TEST(Bursts, WhoHasNoWorkersBurnsNothingWhileResting) {
  const Row row = measure({burst("serial", 100us)}).rows.at(0);
  EXPECT_EQ(row.counters.at("rest_cpu_share").value, 0);
}

/// A worker that never stops burns a CPU, if it gets one.
TEST(Bursts, WorkersThatSpinBurnCpuTimeWhileResting) {
  class Spinning final : public Crew {
   public:
    explicit Spinning(Workload& workload) : workload_(workload) {}
    void run() override {
      ++runs_;
      workload_.compute({0, workload_.size()}, 0);
    }
    [[nodiscard]] std::uint64_t participations() const override { return runs_; }

   private:
    Workload& workload_;
    std::uint64_t runs_ = 0;
    std::jthread spinner_{[](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
      }
    }};
  };
  const Strategy spinning{.name = "spinning",
                          .summary = "",
                          .family = "serial",
                          .start = [](Workload& workload, const crossover::Setup&) {
                            return std::make_unique<Spinning>(workload);
                          }};
  Cell cell = crossover::cell(Spec("squares").set("n", 1'000), spinning, 1, Phase::burst);
  cell.rest = 100ms;  // so long that it gets one, whatever else the machine does
  EXPECT_GT(measure({cell}).rows.at(0).counters.at("rest_cpu_share").value, 0);
}

}  // namespace
}  // namespace crossover
