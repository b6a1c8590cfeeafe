// What a life is told to measure, and who has a turn when.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "benchmarks/command_line/options.hpp"
#include "benchmarks/life/request.hpp"
#include "benchmarks/life/round.hpp"
#include "tests/failure_of.hpp"
#include "tests/measured.hpp"

namespace crossover {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAreArray;

/// Three strategies at two sizes.
Plan small_plan() {
  Plan plan;
  for (const char* strategy : {"serial", "thread_pool", "async"}) {
    for (const std::uint64_t n : {100U, 200U}) {
      plan.push_back({.group = std::string("sizes/") + strategy,
                      .cell = cell(Spec("squares").set("n", n), named(strategy), 2)});
    }
  }
  return plan;
}

LifeRequest requested(const std::string& text, const Plan& plan) {
  std::istringstream stream(text);
  return read_request(stream, plan);
}

std::vector<std::string> rows_of(const std::vector<Visit>& round) {
  std::vector<std::string> rows;
  for (const Visit& visit : round) {
    std::ranges::transform(visit, std::back_inserter(rows), &Turn::row);
  }
  return rows;
}

std::vector<Visit> draw(const Plan& plan, const LifeRequest& request, std::uint64_t seed = 1) {
  std::mt19937_64 dice(seed);
  return draw_round(plan, request, dice);
}

TEST(LifeRequests, WithoutWishesEveryRowIsDue) {
  const Plan plan = small_plan();
  const LifeRequest all = requested("{}", plan);
  EXPECT_THAT(all.rows, SizeIs(plan.size()));
  EXPECT_THAT(all.twins, IsEmpty());
  EXPECT_THAT(all.against, IsEmpty());
  EXPECT_EQ(all.rounds, 1U);
  EXPECT_EQ(requested(R"({"against": null, "seed": 7})", plan).seed, 7U);
}

TEST(LifeRequests, WhatCannotBeIsRefusedInASentence) {
  const Plan plan = small_plan();
  const auto complaint = [&plan](const std::string& text) {
    return failure_of([&] { static_cast<void>(requested(text, plan)); });
  };
  EXPECT_THAT(complaint("hello"), HasSubstr("must be the request as a JSON object"));
  EXPECT_THAT(complaint(""), HasSubstr("must be the request as a JSON object"));
  EXPECT_THAT(complaint(R"({"seed": "x"})"), HasSubstr("JSON object"));
  EXPECT_THAT(complaint(R"({"rows": ["no/such"]})"), HasSubstr("'no/such', which is no row"));
  EXPECT_THAT(complaint(R"({"rows": [], "twins": [")" + plan[0].cell.row() + R"("]})"),
              HasSubstr("twins have"));
  EXPECT_THAT(complaint(R"({"sample_ms": 0})"), HasSubstr("sample_ms"));
  EXPECT_THAT(complaint(R"({"rounds": 0})"), HasSubstr("rounds"));
}

TEST(LifeRound, EveryRowHasOneTurnAndThePlainLoopTwo) {
  const Plan plan = small_plan();
  std::vector<std::string> expected;
  for (const PlannedCell& planned : plan) {
    expected.push_back(planned.cell.row());
    if (planned.cell.strategy->name == "serial") {
      expected.push_back(planned.cell.row());
    }
  }
  EXPECT_THAT(rows_of(draw(plan, requested("{}", plan))), UnorderedElementsAreArray(expected));
}

TEST(LifeRound, TheSameWorkIsDoneInOneGo) {
  const Plan plan = small_plan();
  const auto round = draw(plan, requested("{}", plan));
  ASSERT_THAT(round, SizeIs(2));
  for (const Visit& visit : round) {
    for (const Turn& turn : visit) {
      EXPECT_EQ(turn.cell->workload, visit.front().cell->workload);
    }
  }
}

TEST(LifeRound, ThePlainLoopHasATurnInEachHalf) {
  const Plan plan = small_plan();
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    for (const Visit& visit : draw(plan, requested("{}", plan), seed)) {
      std::vector<std::string> names;
      std::ranges::transform(visit, std::back_inserter(names),
                             [](const Turn& turn) { return turn.cell->strategy->name; });
      ASSERT_THAT(names, SizeIs(4));
      const std::vector<std::string> first(names.begin(), names.begin() + 2);
      const std::vector<std::string> second(names.begin() + 2, names.end());
      EXPECT_THAT(first, Contains("serial"));
      EXPECT_THAT(second, Contains("serial"));
    }
  }
}

TEST(LifeRound, NobodyIsAlwaysTheOneAfterTheSameOther) {
  const Plan plan = small_plan();
  std::map<std::string, int> successors;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    for (const Visit& visit : draw(plan, requested("{}", plan), seed)) {
      for (std::size_t at = 1; at < visit.size(); ++at) {
        if (visit[at - 1].cell->strategy->name == "thread_pool") {
          ++successors[visit[at].cell->strategy->name];
        }
      }
    }
  }
  EXPECT_GT(successors["async"], 30);
  EXPECT_GT(successors["serial"], 30);
}

TEST(LifeRound, OnlyRowsThatAreDueHaveTurns) {
  const Plan plan = small_plan();
  const std::string row = plan.back().cell.row();
  EXPECT_THAT(rows_of(draw(plan, requested(R"({"rows": [")" + row + R"("]})", plan))),
              ElementsAre(row));
}

TEST(LifeRound, TwinsAndTheOtherProgramHaveRowsOfTheirOwn) {
  const Plan plan = small_plan();
  const std::string row = plan.back().cell.row();
  const auto rows =
      rows_of(draw(plan, requested(R"({"against": "/x", "twins": [")" + row + R"("]})", plan)));
  const std::string twin = row.substr(0, row.rfind('/')) + "/twin:1/real_time";
  EXPECT_THAT(rows, Contains(twin).Times(1));
  EXPECT_THAT(rows, Contains(row.substr(0, row.rfind('/')) + "/program:other/real_time").Times(1));
  EXPECT_THAT(rows, Each(Not(HasSubstr("twin:1/program"))));
}

TEST(LifeRound, TwoProgramsHaveTheirTurnsSideBySide) {
  const Plan plan = small_plan();
  bool was_other_first = false;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    for (const Visit& visit : draw(plan, requested(R"({"against": "/x"})", plan), seed)) {
      ASSERT_EQ(visit.size() % 2, 0U);
      for (std::size_t at = 0; at < visit.size(); at += 2) {
        EXPECT_EQ(visit[at].cell, visit[at + 1].cell);
        EXPECT_NE(visit[at].is_other, visit[at + 1].is_other);
        was_other_first = was_other_first || visit[at].is_other;
      }
    }
  }
  EXPECT_TRUE(was_other_first);
}

}  // namespace
}  // namespace crossover
