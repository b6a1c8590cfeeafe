// What is said of how quick the machine is, and when nothing is. How quick it is, no test knows.
#include <gtest/gtest.h>
#include <sched.h>

#include <chrono>
#include <cmath>
#include <optional>
#include <thread>

#include "benchmarks/life/machine_state.hpp"
#include "src/system/cpus.hpp"

namespace crossover {
namespace {

using namespace std::chrono_literals;

constexpr auto enough_on_a_busy_machine = 1min;

TEST(MachineState, MeasuresRoundTripsBetweenTwoCpus) {
  if (effective_cpus() < 2) {
    GTEST_SKIP() << "there is one CPU only";
  }
  const auto affinity_before = cpu_budget().affinity_list;
  const auto nanoseconds = core_to_core_ns(2, enough_on_a_busy_machine);
  ASSERT_TRUE(nanoseconds.has_value());
  EXPECT_GT(*nanoseconds, 0);
  EXPECT_TRUE(std::isfinite(*nanoseconds));
  EXPECT_EQ(cpu_budget().affinity_list, affinity_before);
}

TEST(MachineState, HasNoRoundTripOnOneCpu) {
  EXPECT_EQ(core_to_core_ns(1, enough_on_a_busy_machine), std::nullopt);
}

TEST(MachineState, GivesUpOnAThreadThatHasNoCpuOfItsOwn) {
  std::jthread([] {
    cpu_set_t here{};
    CPU_SET(static_cast<std::size_t>(sched_getcpu()), &here);
    ASSERT_EQ(sched_setaffinity(0, sizeof(here), &here), 0);
    EXPECT_EQ(core_to_core_ns(2, 100ms), std::nullopt);
  }).join();
}

TEST(MachineState, FixedWorkIsDone) {
  EXPECT_TRUE(std::isfinite(fixed_work_ns()));
  // A compiler that saw through it would leave nothing to do. No core multiplies 250,000 times in
  // sequence within this time.
  EXPECT_GT(fixed_work_ns(), 10'000);
}

}  // namespace
}  // namespace crossover
