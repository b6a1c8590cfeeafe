#include "src/system/caches.hpp"

#include <gtest/gtest.h>

#include "tests/fake_root.hpp"

namespace crossover {
namespace {

constexpr std::uint64_t kibibyte = 1024;

struct FakeCache {
  unsigned cpu;
  unsigned index;
  unsigned level;
  std::string type;
  std::string size;
  std::string cpus;
};

void write(const FakeRoot& root, const FakeCache& cache) {
  const auto folder = "sys/devices/system/cpu/cpu" + std::to_string(cache.cpu) + "/cache/index" +
                      std::to_string(cache.index) + "/";
  root.write(folder + "level", std::to_string(cache.level) + "\n");
  root.write(folder + "type", cache.type + "\n");
  root.write(folder + "size", cache.size + "\n");
  root.write(folder + "shared_cpu_list", cache.cpus + "\n");
}

TEST(Caches, AreUnknownWithoutSysfs) {
  const FakeRoot root;
  EXPECT_TRUE(caches_by_cpu(root.folder()).empty());
  EXPECT_EQ(last_level_cache_bytes(root.folder()), 0U);
}

TEST(Caches, LeaveOutInstructions) {
  const FakeRoot root;
  write(root, {.cpu = 0, .index = 0, .level = 1, .type = "Data", .size = "48K", .cpus = "0"});
  write(root,
        {.cpu = 0, .index = 1, .level = 1, .type = "Instruction", .size = "32K", .cpus = "0"});
  const auto caches = caches_by_cpu(root.folder());
  ASSERT_EQ(caches.size(), 1U);
  ASSERT_EQ(caches[0].size(), 1U);
  EXPECT_EQ(caches[0][0].bytes, 48 * kibibyte);
}

TEST(LastLevelCache, IsOneLevel3AndTheLevel2CachesAboveIt) {
  const FakeRoot root;
  for (unsigned cpu = 0; cpu < 8; ++cpu) {  // two groups of four cores, one twice as large
    const bool first = cpu < 4;
    write(root, {.cpu = cpu,
                 .index = 2,
                 .level = 2,
                 .type = "Unified",
                 .size = "512K",
                 .cpus = std::to_string(cpu)});
    write(root, {.cpu = cpu,
                 .index = 3,
                 .level = 3,
                 .type = "Unified",
                 .size = first ? "65536K" : "32768K",
                 .cpus = first ? "0-3" : "4-7"});
  }
  EXPECT_EQ(last_level_cache_bytes(root.folder()), (65536 + 4 * 512) * kibibyte);
}

TEST(LastLevelCache, CountsASharedLevel2Once) {
  const FakeRoot root;
  for (unsigned cpu = 0; cpu < 4; ++cpu) {
    write(root, {.cpu = cpu, .index = 0, .level = 1, .type = "Data", .size = "32K", .cpus = "?"});
    write(root,
          {.cpu = cpu, .index = 1, .level = 2, .type = "Unified", .size = "1024K", .cpus = "0-3"});
  }
  EXPECT_EQ(last_level_cache_bytes(root.folder()), 1024 * kibibyte);
}

}  // namespace
}  // namespace crossover
