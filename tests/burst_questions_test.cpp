// Which questions look at crews after a rest.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <set>
#include <string>

#include "tests/question_cells.hpp"

namespace crossover {
namespace {

using std::chrono::microseconds;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

class InBursts : public QuestionTest {
 protected:
  InBursts() {
    question_ = "bursts";
    scope_.effective_cpus = 4;
  }
};

TEST_F(InBursts, WorkersThatWaitRestForFourTimesAtTwoSizes) {
  expect_a_slice_for_each_worker(cells());
  EXPECT_FALSE(questions().find(question_)->on_request);
  EXPECT_THAT(worker_counts_in(Phase::burst), ElementsAre(4));
  EXPECT_THAT(each([](const Cell& cell) { return cell.workload.number("n"); }),
              ElementsAre(10'000, 1'000'000));
  EXPECT_THAT(each([](const Cell& cell) { return cell.rest; }),
              ElementsAre(microseconds(100), microseconds(1'000), microseconds(10'000),
                          microseconds(100'000)));
  EXPECT_THAT(each([](const Cell& cell) { return cell.strategy->name; }),
              ElementsAre("openmp_static", "process_pool", "serial", "tbb_static", "thread_pool",
                          "thread_pool_dynamic"));
  scope_.effective_cpus = 1;
  EXPECT_THAT(worker_counts_in(Phase::burst), ElementsAre(2));
}

/// So that all of its rests are of one crew.
TEST_F(InBursts, TheRestsOfACrewFollowEachOther) {
  const auto all = cells();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Cell& first = all[i / 4 * 4];
    EXPECT_EQ(all[i].strategy, first.strategy) << all[i].name();
    EXPECT_EQ(all[i].workload, first.workload) << all[i].name();
  }
}

TEST_F(InBursts, LeavesTheChoiceToTheUser) {
  scope_.workers = {3};
  scope_.sizes = {77};
  scope_.intensities = {5};
  choose({"thread_pool"});
  scope_.strategies_named = true;
  ASSERT_EQ(cells().size(), 4U);
  EXPECT_EQ(cells().front().name(),
            "squares/thread_pool/n:77/intensity:5/store:ordinary/workers:3/slices:3/phase:burst/"
            "rest_us:100");
}

/// Strategies by workload, size and rest.
std::map<std::string, std::set<std::string>> strategies_in_bursts(const std::vector<Cell>& cells) {
  std::map<std::string, std::set<std::string>> names;
  for (const Cell& cell : cells) {
    if (cell.phase == Phase::burst) {
      names[workload_of(cell) + ' ' + cell.workload.word("n") + ' ' +
            std::to_string(cell.rest.count())]
          .insert(strategy_of(cell));
    }
  }
  return names;
}

TEST_F(InBursts, OurOwnCrewsAreHeldAgainstOthersAfterShortAndLongRests) {
  question_ = "targets";
  const std::set<std::string> pools{"thread_pool",          "thread_pool_dynamic", "process_pool",
                                    "process_pool_dynamic", "tbb_static",          "openmp_static"};
  EXPECT_THAT(
      strategies_in_bursts(cells()),
      UnorderedElementsAre(
          std::pair("rendezvous 4 5000", std::set<std::string>{"thread_pool", "process_pool"}),
          std::pair("rendezvous 2 5000", std::set<std::string>{"futex_round_trip"}),
          std::pair("rendezvous 2 100000", std::set<std::string>{"futex_round_trip"}),
          std::pair("squares 10000 5000", pools), std::pair("squares 10000 100000", pools),
          std::pair("squares 1000000 5000", pools), std::pair("squares 1000000 100000", pools)));
}

TEST_F(InBursts, HandOversOfTheQuestionDispatchAreWithoutARest) {
  question_ = "dispatch";
  EXPECT_THAT(strategies_in_bursts(cells()), ::testing::IsEmpty());
  EXPECT_THAT(worker_counts_in(Phase::idle), ElementsAre(4));
}

}  // namespace
}  // namespace crossover
