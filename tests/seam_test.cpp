// The pieces that strategies stand on.
#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdint>

#include "crossover/arena.hpp"
#include "crossover/slices.hpp"
#include "crossover/spec.hpp"
#include "src/system/caches.hpp"
#include "src/system/file_descriptor.hpp"
#include "tests/counting_workload.hpp"
#include "tests/rehearsal.hpp"

namespace crossover {
namespace {

TEST(Slices, CoverEachItemOnceInOrder) {
  for (const std::size_t items : {0U, 1U, 7U, 8U, 9U, 63U, 64U, 65U, 10'007U}) {
    for (const std::size_t count : {1U, 2U, 3U, 7U, 64U}) {
      for (const std::size_t granule : {1U, 8U}) {
        const Slices slices(items, count, granule);
        std::size_t next = 0;
        std::size_t filled = 0;
        for (std::size_t slice = 0; slice < count; ++slice) {
          const Range range = slices[slice];
          ASSERT_EQ(range.first, next);
          ASSERT_LE(range.first, range.last);
          ASSERT_TRUE(range.empty() || range.first % granule == 0);
          filled += range.empty() ? 0 : 1;
          next = range.last;
        }
        EXPECT_EQ(next, items);
        EXPECT_EQ(filled, slices.count_filled());
      }
    }
  }
}

TEST(Slices, DifferByAtMostOneGranule) {
  const Slices slices(1'000, 7, 8);
  for (std::size_t slice = 0; slice + 1 < 7; ++slice) {
    EXPECT_GE(slices[slice].size(), 136U);
    EXPECT_LE(slices[slice].size(), 144U);
  }
}

TEST(Arena, AllocationsAreZeroAlignedAndApart) {
  Arena arena(4'096);
  const auto first = arena.allocate<std::uint32_t>(3);
  const auto second = arena.allocate<std::uint32_t>(1);
  EXPECT_EQ(first[0] + first[2] + second[0], 0U);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(first.data()) % Arena::cache_line, 0U);
  EXPECT_EQ(
      reinterpret_cast<std::byte*>(second.data()) - reinterpret_cast<std::byte*>(first.data()),
      static_cast<std::ptrdiff_t>(Arena::cache_line));
}

TEST(Arena, RefusesWhatDoesNotFit) {
  Arena arena(4'096);
  EXPECT_THROW(static_cast<void>(arena.allocate<std::uint64_t>(513)), ArenaError);
  EXPECT_THROW(static_cast<void>(arena.allocate<std::uint64_t>(~std::size_t{0})), ArenaError);
  EXPECT_EQ(arena.allocate<std::uint64_t>(512).size(), 512U);
}

TEST(Arena, RefusesMoreMemoryThanThereIs) {
  EXPECT_THROW(Arena(std::size_t{1} << 55U), ArenaError);
}

TEST(Arena, RewindGivesBackZeroes) {
  Arena arena(65'536);
  const std::size_t mark = arena.begin_section();
  arena.allocate<std::uint32_t>(1)[0] = 7;
  arena.rewind(mark);
  arena.begin_section();
  EXPECT_EQ(arena.allocate<std::uint32_t>(1)[0], 0U);
}

TEST(Arena, AttachedShowsTheSameObjects) {
  Arena arena(65'536);
  arena.allocate<std::uint32_t>(2)[1] = 42;
  Arena same = Arena::attach(FileDescriptor(::dup(arena.descriptor())));
  EXPECT_EQ(same.allocate<std::uint32_t>(2)[1], 42U);
}

/// A process that has gone mad cannot take the memory away that others work in.
TEST(Arena, KeepsItsSize) {
  const Arena arena(65'536);
  EXPECT_NE(::ftruncate(arena.descriptor(), 1), 0);
  EXPECT_NE(::ftruncate(arena.descriptor(), 1 << 20), 0);
}

TEST(Spec, TextAndBack) {
  const Spec spec = Spec("ceiling/fill").set("n", 100).set("store", "streaming");
  EXPECT_EQ(spec.text(), "ceiling/fill/n:100/store:streaming");
  EXPECT_EQ(Spec::parse(spec.text()), spec);
}

TEST(Spec, RefusesNumbersThatAreNone) {
  for (const char* text :
       {"", "-1", "1.5", "1e6", "ten", "1 ", " 1", "0x10", "99999999999999999999"}) {
    EXPECT_THROW(static_cast<void>(parse_whole_number(text, "n", 0, 1'000)), SpecError) << text;
  }
  EXPECT_THROW(static_cast<void>(parse_whole_number("0", "n", 1, 1'000)), SpecError);
  EXPECT_THROW(static_cast<void>(parse_whole_number("1001", "n", 1, 1'000)), SpecError);
  EXPECT_EQ(parse_whole_number("1000", "n", 1, 1'000), 1'000U);
}

TEST(Spec, IsCompletedInTheRecipesOrder) {
  const Spec whole = complete(Spec("squares").set("store", "ordinary").set("n", 5));
  EXPECT_EQ(whole.text(), "squares/n:5/intensity:1/store:ordinary");
}

TEST(Spec, RefusesWhatTheRecipeDoesNotKnow) {
  EXPECT_THROW(static_cast<void>(complete(Spec("squares").set("m", 5))), SpecError);
  EXPECT_THROW(static_cast<void>(complete(Spec("squares").set("store", "fast"))), SpecError);
  EXPECT_THROW(static_cast<void>(complete(Spec("squares").set("n", "0"))), SpecError);
  EXPECT_THROW(static_cast<void>(complete(Spec("circles"))), SpecError);
}

TEST(Squares, StreamOnlyWhatIsLargerThanTheCaches) {
  EXPECT_EQ(complete(Spec("squares").set("n", 100)).word("store"), "ordinary");
  const std::uint64_t caches = last_level_cache_bytes();
  if (caches == 0) {
    GTEST_SKIP() << "this machine does not tell its caches";
  }
  EXPECT_EQ(complete(Spec("squares").set("n", caches)).word("store"), "streaming");
}

}  // namespace
}  // namespace crossover
