// Which rows are measured, and which of them in one process.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "benchmarks/plan.hpp"
#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Asks for squares of these sizes under all strategies wanted.
Question squares_of(std::string name, std::vector<std::uint64_t> sizes) {
  return {.name = std::move(name),
          .summary = "how many?",
          .cells = [sizes = std::move(sizes)](const Scope& scope) {
            std::vector<Cell> cells;
            for (const std::uint64_t n : sizes) {
              scope.cross(cells, Spec("squares").set("n", n), {2});
            }
            return cells;
          }};
}

Scope serial_and_pool() {
  Scope scope;
  scope.strategies = {strategies().find("serial"), strategies().find("thread_pool")};
  return scope;
}

Plan plan_of_two_questions() {
  const Question few = squares_of("few", {100});
  const Question many = squares_of("many", {100, 200});
  return plan({&few, &many}, serial_and_pool());
}

std::vector<std::string> rows_of(const Plan& plan) {
  std::vector<std::string> rows;
  for (const PlannedCell& planned : plan) {
    rows.push_back(planned.cell.row());
  }
  return rows;
}

constexpr auto serial_100 =
    "squares/serial/n:100/intensity:1/store:ordinary/workers:1/slices:1/phase:warm/real_time";
constexpr auto serial_200 =
    "squares/serial/n:200/intensity:1/store:ordinary/workers:1/slices:1/phase:warm/real_time";
constexpr auto pool_100 =
    "squares/thread_pool/n:100/intensity:1/store:ordinary/workers:2/slices:2/phase:warm/real_time";
constexpr auto pool_200 =
    "squares/thread_pool/n:200/intensity:1/store:ordinary/workers:2/slices:2/phase:warm/real_time";

TEST(Plan, HasEachCellOnceInTheOrderOfTheQuestions) {
  EXPECT_THAT(rows_of(plan_of_two_questions()),
              ElementsAre(serial_100, pool_100, serial_200, pool_200));
}

TEST(Plan, ACellOfSeveralQuestionsBelongsToTheFirst) {
  const Plan plan = plan_of_two_questions();
  EXPECT_EQ(plan.at(0).group, "few/serial");
  EXPECT_EQ(plan.at(2).group, "many/serial");
}

TEST(Plan, NamesEachRowOnceUnderItsStrategy) {
  std::vector<const Question*> all;
  for (const Question& question : questions().all()) {
    all.push_back(&question);
  }
  const Plan whole = plan(all, serial_and_pool());
  for (const PlannedCell& planned : whole) {
    EXPECT_TRUE(planned.group.ends_with("/" + planned.cell.strategy->name)) << planned.group;
  }
  const std::vector<std::string> rows = rows_of(whole);
  EXPECT_EQ(std::set(rows.begin(), rows.end()).size(), rows.size());
}

TEST(Plan, WithoutRowsHasNoGroups) {
  EXPECT_THAT(plan({}, serial_and_pool()), IsEmpty());
  EXPECT_EQ(json::parse(to_json({}, 2)), json({{"effective_cpus", 2}, {"groups", json::array()}}));
}

TEST(Plan, IsPrintedInGroups) {
  const auto group = [](const std::string& name, const std::string& row) {
    return json({{"group", name}, {"rows", {row}}});
  };
  EXPECT_EQ(json::parse(to_json(plan_of_two_questions(), 8)),
            json({{"effective_cpus", 8},
                  {"groups",
                   {group("few/serial", serial_100), group("few/thread_pool", pool_100),
                    group("many/serial", serial_200), group("many/thread_pool", pool_200)}}}));
}

}  // namespace
}  // namespace crossover
