// Which rows are measured, and which of them in one process.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "benchmarks/command_line/options.hpp"
#include "benchmarks/plan.hpp"
#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAreArray;

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
  EXPECT_THAT(rows_of(only_group("few/serial", plan)), ElementsAre(serial_100));
  EXPECT_THAT(rows_of(only_group("many/serial", plan)), ElementsAre(serial_200));
}

TEST(Plan, AllGroupsTogetherAreThePlanOfEveryQuestion) {
  std::vector<const Question*> all;
  for (const Question& question : questions().all()) {
    all.push_back(&question);
  }
  const Plan whole = plan(all, serial_and_pool());
  std::set<std::string> groups;
  for (const PlannedCell& planned : whole) {
    groups.insert(planned.group);
    EXPECT_TRUE(planned.group.ends_with("/" + planned.cell.strategy->name)) << planned.group;
  }
  std::vector<std::string> rows;
  for (const std::string& group : groups) {
    std::ranges::copy(rows_of(only_group(group, whole)), std::back_inserter(rows));
  }
  EXPECT_THAT(rows, UnorderedElementsAreArray(rows_of(whole)));
  EXPECT_EQ(std::set(rows.begin(), rows.end()).size(), rows.size());
}

TEST(Plan, NamesTheNearestGroup) {
  try {
    static_cast<void>(only_group("many/seral", plan_of_two_questions()));
    FAIL() << "there is no such group";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("no 'many/seral'; the nearest is 'many/serial'"));
  }
}

TEST(Plan, WithoutRowsHasNoGroups) {
  EXPECT_THAT(plan({}, serial_and_pool()), IsEmpty());
  EXPECT_THROW(static_cast<void>(only_group("few/serial", {})), UsageError);
  EXPECT_EQ(to_json({}, 2), "{\"effective_cpus\": 2, \"groups\": []}\n");
}

TEST(Plan, IsPrintedInGroups) {
  const auto group = [](const std::string& name, const std::string& row) {
    return R"({"group": ")" + name + "\", \"rows\": [\n  \"" + row + "\"]}";
  };
  EXPECT_EQ(to_json(plan_of_two_questions(), 8),
            "{\"effective_cpus\": 8, \"groups\": [\n" + group("few/serial", serial_100) + ",\n" +
                group("few/thread_pool", pool_100) + ",\n" + group("many/serial", serial_200) +
                ",\n" + group("many/thread_pool", pool_200) + "]}\n");
}

}  // namespace
}  // namespace crossover
