// What a first answer needs of each question.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "tests/question_cells.hpp"

namespace crossover {
namespace {

class BrieflyAsked : public QuestionTest {
 protected:
  BrieflyAsked() {
    choose({"serial", "thread_pool", "process_pool", "openmp_static", "process_spawn"});
    scope_.effective_cpus = 2;
    scope_.is_brief = true;
  }

  [[nodiscard]] std::size_t count(const std::string& question, bool is_brief) {
    question_ = question;
    scope_.is_brief = is_brief;
    return cells().size();
  }
};

TEST_F(BrieflyAsked, QuestionsHaveFewerRows) {
  for (const Question& question : questions().all()) {
    if (!question.on_request) {
      EXPECT_LT(count(question.name, true), count(question.name, false)) << question.name;
    }
  }
}

/// So that a long recording can be compared with a short one.
TEST_F(BrieflyAsked, TheRowsAreAmongThoseOfTheWholeQuestion) {
  for (const Question& question : questions().all()) {
    question_ = question.name;
    scope_.is_brief = false;
    std::set<std::string> whole;
    for (const Cell& cell : cells()) {
      whole.insert(cell.row());
    }
    scope_.is_brief = true;
    for (const Cell& cell : cells()) {
      EXPECT_TRUE(whole.contains(cell.row())) << cell.row();
    }
  }
}

TEST_F(BrieflyAsked, EveryClaimHasItsRows) {
  for (const char* question : {"sizes", "scaling", "dispatch", "granularity", "contention",
                               "waiting", "bursts", "startup", "ceilings", "imbalance"}) {
    EXPECT_GT(count(question, true), 0U) << question;
  }
}

TEST_F(BrieflyAsked, WhatTheUserNamesIsMeasured) {
  question_ = "sizes";
  scope_.sizes = {77};
  EXPECT_EQ(each([](const Cell& cell) { return cell.workload.number("n"); }),
            std::set<std::uint64_t>{77});
  question_ = "waiting";
  scope_.sizes.clear();
  scope_.workers = {3};
  EXPECT_EQ(worker_counts_in(Phase::warm), std::set<unsigned>{3});
}

TEST_F(BrieflyAsked, WhatTakesMillisecondsForWhateverJobHasFewRows) {
  question_ = "sizes";
  std::size_t slow = 0;
  std::size_t quick = 0;
  for (const Cell& cell : cells()) {
    slow += cell.strategy->name == "process_spawn" ? 1 : 0;
    quick += cell.strategy->name == "process_pool" ? 1 : 0;
  }
  EXPECT_GT(slow, 0U);
  EXPECT_LT(slow, quick);
}

}  // namespace
}  // namespace crossover
