#include "benchmarks/workloads/waits/slots.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <barrier>
#include <cstdint>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include "tests/failure_of.hpp"

namespace crossover {
namespace {

TEST(MadeOnce, AFailureIsTheNextOnesToTryAgain) {
  MadeOnce<int> value;
  EXPECT_EQ(failure_of([&] {
              static_cast<void>(value.get([]() -> int { throw std::runtime_error("no disk"); }));
            }),
            "no disk");
  EXPECT_EQ(value.get([] { return 7; }), 7);
  EXPECT_EQ(value.get([] { return 8; }), 7) << "it was made twice";
}

TEST(Slots, HaveCacheLinesOfTheirOwn) {
  Slots<char> slots;
  std::set<std::uintptr_t> lines;
  for (unsigned slot = 0; slot < 1'000; ++slot) {
    lines.insert(reinterpret_cast<std::uintptr_t>(&slots[slot]) / Arena::cache_line);
  }
  EXPECT_EQ(lines.size(), 1'000U);
}

TEST(Slots, AreAlignedAsTheirStatesDemand) {
  struct alignas(4'096) Page {
    char byte;
  };
  Slots<Page> slots;
  for (const unsigned slot : {0U, 1U, 2U, 6U, 255U}) {
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(&slots[slot]) % alignof(Page), 0U) << slot;
  }
}

/// All begin at once, each with a slot of its own, so that sections are made by several at once.
TEST(Slots, StayWhereTheyAreWhileOthersAreMade) {
  constexpr unsigned threads = 8;
  constexpr unsigned slots_of_each = 500;
  Slots<unsigned> slots;
  std::barrier begin(threads);
  {
    std::vector<std::jthread> crew;
    for (unsigned thread = 0; thread < threads; ++thread) {
      crew.emplace_back([&, thread] {
        begin.arrive_and_wait();
        for (unsigned each = 0; each < slots_of_each; ++each) {
          const unsigned slot = (each * threads) + thread;
          slots[slot] = slot + 1;
        }
      });
    }
  }
  for (unsigned slot = 0; slot < threads * slots_of_each; ++slot) {
    ASSERT_EQ(slots[slot], slot + 1);
  }
}

}  // namespace
}  // namespace crossover
