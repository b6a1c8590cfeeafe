#include "src/system/cpus.hpp"

#include <gtest/gtest.h>
#include <sched.h>

#include <thread>

#include "src/system/system_file.hpp"

namespace crossover {
namespace {

CpuBudget budget(unsigned affinity, std::optional<double> quota) {
  return {.online = 64, .affinity = affinity, .affinity_list = "", .quota = quota};
}

TEST(CpuBudget, IsTheAffinityMaskWithoutAQuota) {
  EXPECT_EQ(budget(4, std::nullopt).effective(), 4U);
}

TEST(CpuBudget, IsTheLesserOfMaskAndQuota) {
  EXPECT_EQ(budget(4, 2.0).effective(), 2U);
  EXPECT_EQ(budget(4, 8.0).effective(), 4U);
}

TEST(CpuBudget, RoundsAQuotaDownToWorkersThatNeverStall) {
  EXPECT_EQ(budget(4, 1.5).effective(), 1U);
  EXPECT_EQ(budget(4, 2.99).effective(), 2U);
}

TEST(CpuBudget, IsOneAtLeast) { EXPECT_EQ(budget(4, 0.25).effective(), 1U); }

TEST(CpuBudget, OfThisProcessKeepsItsOwnRules) {
  const auto own = cpu_budget();
  EXPECT_GE(own.online, own.affinity);
  EXPECT_EQ(count_cpus(own.affinity_list), own.affinity);
  EXPECT_GE(own.effective(), 1U);
  EXPECT_LE(own.effective(), own.affinity);
  EXPECT_EQ(effective_cpus(), own.effective());
}

TEST(CpuBudget, FollowsTheMaskOfTheThreadThatAsks) {
  const auto before = cpu_budget();
  const auto cpu = static_cast<unsigned>(parse_number(before.affinity_list).value());
  if (cpu >= CPU_SETSIZE) {
    GTEST_SKIP() << "the first CPU of this process does not fit in a cpu_set_t";
  }
  CpuBudget pinned;
  std::thread([&] {
    cpu_set_t one{};
    CPU_SET(cpu, &one);
    ASSERT_EQ(sched_setaffinity(0, sizeof one, &one), 0);
    std::thread([&] { pinned = cpu_budget(); }).join();  // what a worker would inherit
  }).join();
  EXPECT_EQ(pinned.affinity, 1U);
  EXPECT_EQ(pinned.effective(), 1U);
  EXPECT_EQ(pinned.affinity_list, std::to_string(cpu));
  EXPECT_EQ(pinned.online, before.online);
}

TEST(CpuList, JoinsNeighbours) {
  EXPECT_EQ(cpu_list({}), "");
  EXPECT_EQ(cpu_list({3}), "3");
  EXPECT_EQ(cpu_list({0, 1, 4}), "0-1,4");
  EXPECT_EQ(cpu_list({0, 2, 4, 5, 6, 2047}), "0,2,4-6,2047");
}

TEST(CpuList, IsCounted) {
  EXPECT_EQ(count_cpus(""), 0U);
  EXPECT_EQ(count_cpus("7"), 1U);
  EXPECT_EQ(count_cpus("0-1,4"), 3U);
  EXPECT_EQ(count_cpus("0,2,4-6,2047\n"), 6U);
  EXPECT_EQ(count_cpus("nonsense"), 0U);
}

}  // namespace
}  // namespace crossover
