#include "src/system/memory_nodes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/interprocess/mapped_region.hpp>

#include <boost/interprocess/anonymous_shared_memory.hpp>

#include "crossover/arena.hpp"
#include "src/system/memory.hpp"

namespace crossover {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StrEq;

std::set<unsigned> nodes_of(const std::string& machine, const std::set<unsigned>& cpus) {
  const HwlocTopology topology = synthetic_topology(machine);
  EXPECT_TRUE(topology) << machine;
  return topology ? nearest_memory_nodes(topology, cpus) : std::set<unsigned>{};
}

TEST(MemoryNodes, AreThoseOfTheCpusInUse) {
  EXPECT_THAT(nodes_of("node:2 core:2 pu:1", {0, 1, 2, 3}), ElementsAre(0, 1));
  EXPECT_THAT(nodes_of("node:2 core:2 pu:1", {2, 3}), ElementsAre(1));
  EXPECT_THAT(nodes_of("pack:4 node:1 pu:2", {0, 3, 7}), ElementsAre(0, 1, 3));
  EXPECT_THAT(nodes_of("node:1 core:2 pu:2", {0, 3}), ElementsAre(0));
}

TEST(MemoryNodes, LeaveOutMemoryThatLiesBeside) {
  const std::set<unsigned> all{0, 1, 2, 3};
  EXPECT_THAT(nodes_of("[numa(memory=1GB)] pack:2 [numa(memory=1GB)] core:2 pu:1", all),
              ElementsAre(0, 1))
      << "one more node hangs on the whole machine";
  EXPECT_THAT(nodes_of("pack:2 [numa(memory=1GB)] [numa(memory=1GB)] core:2 pu:1", all),
              ElementsAre(0, 2))
      << "each package has a second node";
  EXPECT_THAT(nodes_of("pack:2 [numa(memory=0)] core:2 pu:1", all), IsEmpty()) << "no memory";
}

TEST(MemoryNodes, OfCpusThatAreNotThereAreNone) {
  EXPECT_THAT(nodes_of("node:2 core:2 pu:1", {17}), IsEmpty());
  EXPECT_THAT(nodes_of("node:2 core:2 pu:1", {}), IsEmpty());
}

/// Shared memory of pages that nobody has touched.
class Pages {
 public:
  Pages() : region_(boost::interprocess::anonymous_shared_memory(16 * 4096)) {}
  [[nodiscard]] std::span<std::byte> all() const {
    return {static_cast<std::byte*>(region_.get_address()), region_.get_size()};
  }

 private:
  boost::interprocess::mapped_region region_;
};

TEST(MemoryNodes, ANodeThatIsNotThereIsRefusedInWords) {
  const HwlocTopology machine = topology_of_this_machine();
  if (!machine) {
    GTEST_SKIP() << "hwloc does not know this machine";
  }
  EXPECT_THAT(interleave(Pages().all(), machine, {0, 1'000}), StrEq("Invalid argument"));
}

TEST(MemoryNodes, PagesAreBoundToThoseAskedFor) {
  const HwlocTopology machine = topology_of_this_machine();
  if (!machine) {
    GTEST_SKIP() << "hwloc does not know this machine";
  }
  const Pages pages;
  const unsigned node = hwloc_get_obj_by_type(machine.get(), HWLOC_OBJ_NUMANODE, 0)->os_index;
  if (const auto refused = interleave(pages.all(), machine, {node}); !refused.empty()) {
    GTEST_SKIP() << "the system has none of it: " << refused;
  }
  hwloc_membind_policy_t policy = HWLOC_MEMBIND_DEFAULT;
  const hwloc_bitmap_t bound = hwloc_bitmap_alloc();
  EXPECT_EQ(hwloc_get_area_membind(machine.get(), pages.all().data(), pages.all().size(), bound,
                                   &policy, HWLOC_MEMBIND_BYNODESET),
            0);
  EXPECT_EQ(policy, HWLOC_MEMBIND_INTERLEAVE);
  EXPECT_TRUE(hwloc_bitmap_isset(bound, node));
  EXPECT_EQ(hwloc_bitmap_weight(bound), 1);
  hwloc_bitmap_free(bound);
}

TEST(MemoryNodes, AnArenaSaysWhereItsPagesComeFrom) {
  const MemoryPlacement placement = Arena(4'096).placement();
  EXPECT_EQ(placement.nodes > 1, placement.words.starts_with("interleaved over "))
      << placement.words;
  EXPECT_NE(placement.words, MemoryPlacement{}.words);
}

}  // namespace
}  // namespace crossover
