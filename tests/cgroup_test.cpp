#include "src/system/cgroup.hpp"

#include <gtest/gtest.h>

#include "src/system/memory.hpp"
#include "tests/fake_root.hpp"

namespace crossover {
namespace {

constexpr auto version_2_mount =
    "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";

class CgroupTest : public testing::Test {
 protected:
  /// We are in /a/b of a machine with version 2.
  void be_in_version_2() const {
    root_.write("proc/self/cgroup", "0::/a/b\n");
    root_.write("proc/self/mountinfo", version_2_mount);
  }
  /// We are in /a of version 1's controllers cpu and memory; version 2 is mounted without either.
  void be_in_version_1() const {
    root_.write("proc/self/cgroup", "4:memory:/a\n2:cpu,cpuacct:/a\n1:cpuset:/\n0::/\n");
    root_.write(
        "proc/self/mountinfo",
        "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n"
        "33 31 0:30 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset\n"
        "34 31 0:31 / /sys/fs/cgroup/memory rw shared:1 master:2 - cgroup cgroup rw,memory\n"
        "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n");
  }
  void write(const std::string& file, const std::string& text) const {
    root_.write("sys/fs/cgroup/" + file, text);
  }
  [[nodiscard]] Cgroup cgroup() const { return Cgroup(root_.folder()); }
  [[nodiscard]] const FakeRoot& root() const { return root_; }

 private:
  FakeRoot root_;
};

TEST_F(CgroupTest, CannotBeSeenWithoutProc) {
  EXPECT_FALSE(cgroup().cpu_visible());
  EXPECT_FALSE(cgroup().memory_visible());
  EXPECT_EQ(cgroup().cpu_quota(), std::nullopt);
  EXPECT_EQ(cgroup().memory_left(), std::nullopt);
}

TEST_F(CgroupTest, Version2WithoutLimits) {
  be_in_version_2();
  write("a/cpu.max", "max 100000\n");
  write("a/memory.max", "max\n");
  write("a/memory.current", "4096\n");
  EXPECT_TRUE(cgroup().cpu_visible());
  EXPECT_EQ(cgroup().cpu_quota(), std::nullopt);
  EXPECT_EQ(cgroup().memory_limit(), std::nullopt);
  EXPECT_EQ(cgroup().memory_left(), std::nullopt);
}

TEST_F(CgroupTest, Version2TakesTheLeastQuotaOnTheWayUp) {
  be_in_version_2();
  write("a/b/cpu.max", "400000 100000\n");
  write("a/cpu.max", "75000 50000\n");
  write("other/cpu.max", "1000 100000\n");
  EXPECT_EQ(cgroup().cpu_quota(), 1.5);
}

TEST_F(CgroupTest, Version1TakesTheLeastQuotaOnTheWayUp) {
  be_in_version_1();
  write("cpu,cpuacct/a/cpu.cfs_quota_us", "200000\n");
  write("cpu,cpuacct/a/cpu.cfs_period_us", "100000\n");
  write("cpu,cpuacct/cpu.cfs_quota_us", "-1\n");
  write("cpu,cpuacct/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(cgroup().cpu_quota(), 2.0);
}

TEST_F(CgroupTest, QuotaWithoutPeriodIsNoQuota) {
  be_in_version_1();
  write("cpu,cpuacct/a/cpu.cfs_quota_us", "200000\n");
  write("cpu,cpuacct/a/cpu.cfs_period_us", "0\n");
  EXPECT_EQ(cgroup().cpu_quota(), std::nullopt);
}

TEST_F(CgroupTest, ContainerSeesItsOwnGroupAtTheMount) {
  root().write("proc/self/cgroup", "0::/docker/123\n");
  root().write("proc/self/mountinfo",
               "30 23 0:26 /docker/123 /sys/fs/cgroup ro - cgroup2 cgroup rw\n");
  write("cpu.max", "150000 100000\n");
  EXPECT_EQ(cgroup().cpu_quota(), 1.5);
}

TEST_F(CgroupTest, MountFromOutsideOfTheNamespaceIsAGroupAboveOurs) {
  root().write("proc/self/cgroup", "0::/\n");
  root().write("proc/self/mountinfo", "30 23 0:26 /../.. /sys/fs/cgroup ro - cgroup2 cgroup rw\n");
  write("cpu.max", "150000 100000\n");
  EXPECT_EQ(cgroup().cpu_quota(), 1.5);
}

TEST_F(CgroupTest, SomebodyElsesGroupIsNotOurs) {
  root().write("proc/self/mountinfo", "30 23 0:26 /b /sys/fs/cgroup ro - cgroup2 cgroup rw\n");
  write("cpu.max", "150000 100000\n");
  for (const auto* own : {"0::/a\n", "0::/../a\n", "0::/bc\n"}) {
    root().write("proc/self/cgroup", own);
    EXPECT_FALSE(cgroup().cpu_visible()) << own;
    EXPECT_EQ(cgroup().cpu_quota(), std::nullopt) << own;
  }
}

TEST_F(CgroupTest, NamesMayHoldBlanksAndColons) {
  root().write("proc/self/cgroup", "0::/my slice/my group:1\n");
  root().write("proc/self/mountinfo",
               "30 23 0:26 /my\\040slice /my\\040mounts rw - cgroup2 cgroup rw\n");
  root().write("my mounts/my group:1/cpu.max", "150000 100000\n");
  EXPECT_EQ(cgroup().cpu_quota(), 1.5);
}

TEST_F(CgroupTest, Version2LeavesTheLeastMemoryOnTheWayUp) {
  be_in_version_2();
  write("a/memory.max", "10000\n");
  write("a/memory.current", "9000\n");
  write("a/memory.stat", "anon 100\ninactive_file 500\nactive_file 400\n");
  write("a/b/memory.max", "5000\n");
  write("a/b/memory.current", "100\n");
  EXPECT_EQ(cgroup().memory_limit(), 5000U);
  EXPECT_EQ(cgroup().memory_left(), 1500U);  // of /a, where others use most
}

TEST_F(CgroupTest, SlowingDownIsALimitToo) {
  be_in_version_2();
  write("a/memory.max", "max\n");
  write("a/memory.high", "8000\n");
  write("a/memory.current", "9000\n");
  EXPECT_EQ(cgroup().memory_limit(), 8000U);
  EXPECT_EQ(cgroup().memory_left(), 0U);
}

TEST_F(CgroupTest, Version1WritesNoLimitAsTheLargestNumber) {
  be_in_version_1();
  write("memory/a/memory.limit_in_bytes", "9223372036854771712\n");
  EXPECT_TRUE(cgroup().memory_visible());
  EXPECT_EQ(cgroup().memory_limit(), std::nullopt);
}

TEST_F(CgroupTest, Version1MemoryCountsTheGroupsBelow) {
  be_in_version_1();
  write("memory/a/memory.limit_in_bytes", "10000\n");
  write("memory/a/memory.usage_in_bytes", "6000\n");
  write("memory/a/memory.stat", "inactive_file 1\ntotal_inactive_file 2000\n");
  EXPECT_EQ(cgroup().memory_limit(), 10000U);
  EXPECT_EQ(cgroup().memory_left(), 6000U);
}

TEST(Memory, OfThisMachineIsAvailable) { EXPECT_GT(available_memory_bytes(), 0U); }

}  // namespace
}  // namespace crossover
