// A worker keeps off its caller's CPU without ever losing one for good.
#include "src/system/placement.hpp"

#include <gtest/gtest.h>
#include <sched.h>

#include <cstddef>
#include <thread>
#include <vector>

namespace crossover {
namespace {

std::vector<std::size_t> usable() {
  cpu_set_t set{};
  EXPECT_EQ(::sched_getaffinity(0, sizeof(set), &set), 0);
  std::vector<std::size_t> cpus;
  for (std::size_t cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (CPU_ISSET(cpu, &set)) {
      cpus.push_back(cpu);
    }
  }
  return cpus;
}

void use_only(std::size_t cpu) {
  cpu_set_t set{};
  CPU_SET(cpu, &set);
  ASSERT_EQ(::sched_setaffinity(0, sizeof(set), &set), 0);
}

std::vector<std::size_t> without(std::vector<std::size_t> cpus, std::size_t cpu) {
  std::erase(cpus, cpu);
  return cpus;
}

/// In a thread of its own, so that the other tests keep their CPUs.
class AvoidedCpuTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (all_.size() < 2) {
      GTEST_SKIP() << "there is one CPU only";
    }
  }
  template <typename Body>
  static void in_a_thread(Body body) {
    std::thread(body).join();
  }
  std::vector<std::size_t> all_ = usable();
};

TEST_F(AvoidedCpuTest, TakesOneCpuAwayAndGivesItBackForAnother) {
  in_a_thread([this] {
    AvoidedCpu avoided;
    EXPECT_TRUE(avoided.change_to(static_cast<int>(all_[0])));
    EXPECT_EQ(usable(), without(all_, all_[0]));
    avoided.change_to(static_cast<int>(all_[1]));
    EXPECT_EQ(usable(), without(all_, all_[1]));
  });
}

TEST_F(AvoidedCpuTest, WhatSomebodyElseHasSetHolds) {
  in_a_thread([this] {
    AvoidedCpu avoided;
    avoided.change_to(static_cast<int>(all_[0]));
    use_only(all_[0]);
    avoided.change_to(static_cast<int>(all_[1]));
    EXPECT_EQ(usable(), std::vector{all_[0]});
    EXPECT_FALSE(avoided.change_to(static_cast<int>(all_[0])));
    EXPECT_EQ(usable(), std::vector{all_[0]}) << "the last CPU stays";
  });
}

TEST_F(AvoidedCpuTest, AnUnknownCpuChangesNothing) {
  in_a_thread([this] {
    AvoidedCpu avoided;
    EXPECT_FALSE(avoided.change_to(-1));
    EXPECT_EQ(usable(), all_);
  });
}

}  // namespace
}  // namespace crossover
