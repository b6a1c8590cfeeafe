#include "benchmarks/google_benchmark/minimum_time.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <optional>
#include <string>

namespace crossover {
namespace {

using namespace std::chrono_literals;
using Seconds = std::chrono::duration<double>;

class MinimumTime : public ::testing::Test {
 protected:
  MinimumTime() { ::unsetenv("BENCHMARK_MIN_TIME"); }            // NOLINT(concurrency-mt-unsafe)
  ~MinimumTime() override { ::unsetenv("BENCHMARK_MIN_TIME"); }  // NOLINT(concurrency-mt-unsafe)
};

TEST_F(MinimumTime, IsGoogleBenchmarksIfNobodySaysAnother) {
  EXPECT_EQ(minimum_time({"bench"}), Seconds(0.5));
  EXPECT_EQ(minimum_time({"bench", "--benchmark_filter=x"}), Seconds(0.5));
}

TEST_F(MinimumTime, IsThatOfTheLastFlag) {
  EXPECT_EQ(minimum_time({"--benchmark_min_time=3", "--benchmark_min_time=0.002"}), Seconds(0.002));
  EXPECT_EQ(minimum_time({"--benchmark_min_time=0.25s"}), Seconds(0.25));
}

TEST_F(MinimumTime, IsThatOfTheEnvironmentWithoutAFlag) {
  ::setenv("BENCHMARK_MIN_TIME", "0.125", 1);  // NOLINT(concurrency-mt-unsafe)
  EXPECT_EQ(minimum_time({"bench"}), Seconds(0.125));
  EXPECT_EQ(minimum_time({"--benchmark_min_time=2"}), Seconds(2));
}

TEST_F(MinimumTime, IsUnknownIfItIsNoTime) {
  for (const char* text : {"100x", "", "s", "soon", "-1", "1.5 s"}) {
    EXPECT_EQ(minimum_time({std::string("--benchmark_min_time=") + text}), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace crossover
