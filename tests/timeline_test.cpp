// Where the time of a run goes: every moment of every worker belongs to one part.
#include <gtest/gtest.h>

#include <map>
#include <stdexcept>
#include <string>
#include <thread>

#include "tests/measured.hpp"
#include "tests/rehearsal.hpp"

namespace crossover {
namespace {

using namespace std::chrono_literals;
using Clock = Workload::Clock;

constexpr double hour_ns = 3'600e9;
constexpr Range first_half{.first = 0, .last = 504};
constexpr Range second_half{.first = 504, .last = 1'003};

double sum(const std::map<std::string, double>& parts) {
  EXPECT_EQ(parts.size(), 5U);
  return parts.at("launch_ns") + parts.at("compute_ns") + parts.at("wait_ns") +
         parts.at("join_ns") + parts.at("carry_ns");
}

/// Runs are said to have begun an hour before they were computed and to have ended an hour later,
/// so that each part is either hours or next to nothing.
class Timeline : public ::testing::Test {
 protected:
  Timeline() : rehearsal_(Spec("timeline").set("n", 1'003), 2) { workload().reset(); }

  [[nodiscard]] Workload& workload() { return *rehearsal_.workload; }
  std::map<std::string, double> note_hours() {
    workload().note_run(begin_, begin_ + 2h);
    return workload().counters();
  }

  Rehearsal rehearsal_;
  Clock::time_point begin_ = Clock::now() - 1h;
};

TEST_F(Timeline, HasNoPartsBeforeARun) {
  EXPECT_TRUE(workload().counters().empty());
  workload().compute(first_half, 0);
  EXPECT_TRUE(workload().counters().empty());
}

TEST_F(Timeline, PartsOfAllWorkersAddUpToTheWall) {
  workload().compute(first_half, 0);
  workload().compute(second_half, 1);
  const auto parts = note_hours();
  EXPECT_EQ(sum(parts), 2 * hour_ns);
  EXPECT_GE(parts.at("launch_ns"), hour_ns);
  EXPECT_GT(parts.at("compute_ns"), 0);
  EXPECT_GT(parts.at("wait_ns"), 0);  // worker 0 for worker 1
  EXPECT_GT(parts.at("join_ns"), 0.9 * hour_ns);
  EXPECT_EQ(parts.at("carry_ns"), 0);
}

TEST_F(Timeline, AWorkerAloneDoesNotWait) {
  workload().compute({.first = 0, .last = 1'003}, 0);
  EXPECT_EQ(note_hours().at("wait_ns"), 0);
}

TEST_F(Timeline, AWorkerWithoutSlicesWaitsThroughoutTheRun) {
  workload().compute({.first = 0, .last = 1'003}, 1);  // there is a worker 0 then
  const auto parts = note_hours();
  EXPECT_EQ(sum(parts), 2 * hour_ns);
  EXPECT_EQ(parts.at("wait_ns"), hour_ns);  // the mean of 0 and 2
}

TEST_F(Timeline, RunsAreNotConfused) {
  workload().compute(first_half, 0);
  workload().compute(second_half, 1);
  note_hours();
  workload().compute({.first = 0, .last = 1'003}, 0);
  const auto parts = note_hours();  // worker 1 waits for 2 of 4 hours
  EXPECT_EQ(sum(parts), 2 * hour_ns);
  EXPECT_GE(parts.at("wait_ns"), hour_ns / 2);
}

TEST_F(Timeline, CarriesFromTheResultToTheEndOfTheRun) {
  workload().compute({.first = 0, .last = 1'003}, 0);
  static_cast<void>(workload().result({.first = 0, .last = 1'003}));
  const auto parts = note_hours();
  EXPECT_EQ(sum(parts), 2 * hour_ns);
  EXPECT_GT(parts.at("carry_ns"), 0.9 * hour_ns);
  EXPECT_EQ(parts.at("join_ns"), 0);
}

TEST_F(Timeline, CarriesNoLongerThanToTheNextSlice) {
  workload().compute(first_half, 0);
  static_cast<void>(workload().result(first_half));
  workload().compute(second_half, 0);
  const auto parts = note_hours();
  EXPECT_EQ(sum(parts), 2 * hour_ns);
  EXPECT_GT(parts.at("carry_ns"), 0);
  EXPECT_GT(parts.at("join_ns"), 0.9 * hour_ns);
}

TEST_F(Timeline, WhoReceivesResultsDoesNotCarry) {
  std::thread([this] { workload().compute({.first = 0, .last = 1'003}, 0); }).join();
  static_cast<void>(workload().result({.first = 0, .last = 1'003}));
  EXPECT_EQ(note_hours().at("carry_ns"), 0);
}

TEST_F(Timeline, AThreadThatWasAWorkerBeforeTheResetIsNone) {
  workload().compute({.first = 0, .last = 1'003}, 0);
  note_hours();
  workload().reset();
  EXPECT_TRUE(workload().counters().empty());
  std::thread([this] { workload().compute({.first = 0, .last = 1'003}, 0); }).join();
  static_cast<void>(workload().result({.first = 0, .last = 1'003}));
  EXPECT_EQ(note_hours().at("carry_ns"), 0);
}

TEST_F(Timeline, RefusesAWorkerWithoutARecord) {
  try {
    workload().compute(first_half, 4'096);
    FAIL() << "there are no more records";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "timeline has records for 4096 workers, none for worker 4096");
  }
}

class TimelineOf : public ::testing::TestWithParam<const char*> {};

/// Threads, forked, private and executed processes all write to the records that the caller reads.
TEST_P(TimelineOf, EveryCrewIsWhole) {
  const auto [rows, failures, any_failed] =
      measure({cell(Spec("timeline").set("n", 10'000), named(GetParam()), 2, Phase::anatomy)});
  const Row& row = rows.at(0);
  ASSERT_FALSE(row.error_occurred) << row.error_message;
  EXPECT_FALSE(any_failed);
  std::map<std::string, double> parts;
  for (const auto* part : {"launch_ns", "compute_ns", "wait_ns", "join_ns", "carry_ns"}) {
    parts[part] = row.counters.at(part).value;
    EXPECT_GE(parts[part], 0) << part;
  }
  EXPECT_GT(parts.at("launch_ns"), 0);
  EXPECT_GT(parts.at("compute_ns"), 0);
  EXPECT_NEAR(sum(parts) * test_iterations / (1e9 * row.real_accumulated_time), 1, 1e-6);
  const bool carries = std::string(GetParam()) == "process_pool_pipe";
  EXPECT_EQ(parts.at("carry_ns") > 0, carries);
  EXPECT_EQ(parts.at("join_ns") > 0, !carries);
}

INSTANTIATE_TEST_SUITE_P(Some, TimelineOf,
                         ::testing::Values("serial", "thread_pool", "thread_per_call",
                                           "process_pool", "process_per_call", "process_spawn",
                                           "process_pool_pipe"),
                         [](const auto& each) { return std::string(each.param); });

}  // namespace
}  // namespace crossover
