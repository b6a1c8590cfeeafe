// What every strategy promises, asked of each in the catalogue.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "tests/counting_workload.hpp"
#include "tests/failure_of.hpp"
#include "tests/process_state.hpp"
#include "tests/rehearsal.hpp"

namespace crossover {
namespace {

class StrategyContract : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    if (!strategy().unavailable.empty()) {
      GTEST_SKIP() << strategy().unavailable;
    }
    if (!strategy().can_run(counting(1))) {
      GTEST_SKIP() << "it cannot run the workload of this test";
    }
  }

  [[nodiscard]] static const Strategy& strategy() { return *strategies().find(GetParam()); }
};

/// How often each item has been computed.
std::span<const std::uint32_t> counts_of(Workload& counting) {
  const auto bytes = counting.result({.first = 0, .last = counting.size()});
  return {reinterpret_cast<const std::uint32_t*>(bytes.data()), counting.size()};
}

struct Case {
  std::size_t n;
  unsigned workers;
  std::size_t slices;
};

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const unsigned workers : {1U, 2U, 3U, 7U}) {
    for (const std::size_t n :
         {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{workers - 1},
          std::size_t{workers}, std::size_t{workers} + 1, std::size_t{10'007},
          std::size_t{1'000'003}}) {
      all.push_back({.n = n, .workers = workers, .slices = workers});
      all.push_back({.n = n, .workers = workers, .slices = std::size_t{workers} * 5 + 3});
    }
  }
  all.push_back({.n = 63, .workers = 64, .slices = 64});
  all.push_back({.n = 10'007, .workers = 64, .slices = 323});
  return all;
}

TEST_P(StrategyContract, ComputesEachItemExactlyOnce) {
  for (const Case& each : cases()) {
    SCOPED_TRACE("n " + std::to_string(each.n) + ", workers " + std::to_string(each.workers) +
                 ", slices " + std::to_string(each.slices));
    Rehearsal rehearsal(counting(each.n), each.workers);
    const auto crew = rehearsal.start(strategy(), each.workers, each.slices);
    for (std::uint32_t run = 1; run <= 2; ++run) {
      crew->run();
      const auto counts = counts_of(*rehearsal.workload);
      const auto wrong = std::ranges::find_if(counts, [run](auto count) { return count != run; });
      ASSERT_EQ(wrong, counts.end()) << "item " << wrong - counts.begin() << " was computed "
                                     << *wrong << " times in " << run << " runs";
    }
  }
}

TEST_P(StrategyContract, CountsDistinctWorkers) {
  constexpr unsigned workers = 3;
  constexpr int runs = 20;
  Rehearsal rehearsal(counting(3'000), workers);
  const auto crew = rehearsal.start(strategy(), workers, workers);
  for (int run = 0; run < runs; ++run) {
    crew->run();
  }
  const unsigned most = strategy().parallel ? workers : 1;
  EXPECT_LE(crew->participations(), runs * most);
  EXPECT_GE(crew->participations(), strategy().may_leave_workers_idle ? runs : runs * most);
}

TEST_P(StrategyContract, FewerSlicesThanWorkersLeaveSomeIdle) {
  Rehearsal rehearsal(counting(1), 7);
  const auto crew = rehearsal.start(strategy(), 7, 7);
  crew->run();
  EXPECT_EQ(crew->participations(), 1U);
}

TEST_P(StrategyContract, SurfacesAnExceptionAndRunsAgain) {
  Rehearsal rehearsal(counting(1'000).set("throw_at", 700), 3);
  const auto crew = rehearsal.start(strategy(), 3, 6);
  for (int run = 0; run < 3; ++run) {
    try {
      crew->run();
      FAIL() << "the exception was lost";
    } catch (const std::exception& thrown) {
      EXPECT_STREQ(thrown.what(), "item 700 is cursed");
    }
  }
}

TEST_P(StrategyContract, LeavesNothingBehind) {
#ifdef NDEBUG
  constexpr int times = 1'000;
#else
  constexpr int times = 100;  // the sanitizers' builds take as long for these
#endif
  std::thread([] {}).join();  // with the first thread, ThreadSanitizer starts one of its own
  const std::size_t threads_at_first = ProcessState::now().threads;
  Rehearsal rehearsal(counting(100), 2);
  const auto start_run_and_stop = [&] {
    rehearsal.workload->reset();
    rehearsal.start(strategy(), 2, 2)->run();
    ASSERT_FALSE(rehearsal.workload->check());
  };
  for (int warm_up = 0; warm_up < 3; ++warm_up) {
    start_run_and_stop();  // what libraries open or allocate once and for all
  }
  const ProcessState before = ProcessState::now();
  for (int time = 0; time < times; ++time) {
    start_run_and_stop();
  }
  // LLVM's OpenMP runtime does not end its threads when asked to.
  const bool keeps_threads = rehearsal.start(strategy(), 2, 2)->runtime().starts_with("LLVM's");
  const std::size_t most_threads = keeps_threads ? before.threads : threads_at_first;
  const ProcessState after = ProcessState::once_threads_are_at_most(most_threads);
  EXPECT_LE(after.threads, most_threads);
  EXPECT_EQ(after.children, 0U);
  EXPECT_EQ(after.descriptors, before.descriptors);
  EXPECT_EQ(after.shared_mappings, before.shared_mappings);
}

std::vector<std::string> all_names() {
  std::vector<std::string> names;
  std::ranges::transform(strategies().all(), std::back_inserter(names), &Strategy::name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Every, StrategyContract, ::testing::ValuesIn(all_names()),
                         [](const auto& each) { return each.param; });

TEST(Strategies, AllFamiliesOfTheDesignAreThere) {
  std::set<std::string> families;
  for (const Strategy& strategy : strategies().all()) {
    families.insert(strategy.family);
  }
  EXPECT_THAT(families, ::testing::IsSupersetOf({"serial", "threads", "asio", "openmp", "tbb",
                                                 "stdpar", "processes", "io_uring", "python"}));
}

TEST(Strategies, EachSaysWhatReadersNeedToKnow) {
  for (const auto* catalogue : {&strategies(), &references()}) {
    for (const Strategy& strategy : catalogue->all()) {
      EXPECT_FALSE(strategy.family.empty()) << strategy.name;
      EXPECT_FALSE(strategy.summary.empty()) << strategy.name;
      EXPECT_FALSE(strategy.language.empty()) << strategy.name;
      EXPECT_EQ(strategy.is_reference, catalogue == &references()) << strategy.name;
    }
  }
}

/// As the scale of Strategy::simplicity has it.
TEST(Strategies, ALoopIsSimplestAndProcessesAreLessSimpleThanThreads) {
  for (const Strategy& strategy : strategies().all()) {
    EXPECT_EQ(strategy.simplicity == 0, !strategy.parallel) << strategy.name;
    EXPECT_EQ(strategy.simplicity >= 40, strategy.processes || strategy.family == "io_uring")
        << strategy.name;
  }
}

TEST(Strategies, AnUnavailableOneSaysWhy) {
  const Strategy absent =
      unavailable({.name = "x_y", .summary = "what it would be", .family = "x"}, "no libx");
  Rehearsal rehearsal(counting(1), 1);
  EXPECT_EQ(why_unavailable([&] { static_cast<void>(rehearsal.start(absent, 1, 1)); }), "no libx");
}

}  // namespace
}  // namespace crossover
