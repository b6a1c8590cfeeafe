// Which cells answer a question, and that the user's choice prevails.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "tests/question_cells.hpp"

namespace crossover {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class Granularity : public QuestionTest {
 protected:
  Granularity() {
    question_ = "granularity";
    scope_.effective_cpus = 4;
  }
};

TEST_F(Granularity, EachWorkerHasOneSliceOfOneItem) {
  expect_a_slice_for_each_worker(cells());
  for (const Cell& cell : cells()) {
    EXPECT_EQ(cell.workload.number("n"), cell.workers) << cell.name();
  }
  EXPECT_THAT(each(workload_of), ElementsAre("grain"));
}

TEST_F(Granularity, WarmOnAllOfTheCpusAndTwiceAsManyAndColdOnAllOfThem) {
  EXPECT_THAT(worker_counts_in(Phase::warm), ElementsAre(4, 8));
  EXPECT_THAT(worker_counts_in(Phase::cold), ElementsAre(4));
  scope_.effective_cpus = 1;
  EXPECT_THAT(worker_counts_in(Phase::warm), ElementsAre(2, 4));
  EXPECT_THAT(worker_counts_in(Phase::cold), ElementsAre(2));
}

TEST_F(Granularity, SerialComputesASliceOfEachDurationAndNoMore) {
  const auto steps = each([](const Cell& cell) { return cell.workload.number("steps"); });
  EXPECT_THAT(steps, ElementsAre(8, 64, 512, 4'096, 32'768, 262'144, 2'097'152, 8'388'608));
  scope_.workers = {3};
  choose({"serial"});
  scope_.strategies_named = true;
  std::vector<std::uint64_t> alone;
  for (const Cell& cell : cells()) {
    EXPECT_EQ(cell.workload.number("n"), 1U);
    EXPECT_EQ(cell.phase, Phase::warm);
    alone.push_back(cell.workload.number("steps"));
  }
  EXPECT_THAT(alone, ::testing::ElementsAreArray(steps));
}

TEST_F(Granularity, LeavesTheChoiceToTheUser) {
  scope_.workers = {3, 5};
  EXPECT_THAT(worker_counts_in(Phase::warm), ElementsAre(3, 5));
  EXPECT_THAT(worker_counts_in(Phase::cold), ElementsAre(3, 5));
  choose({"process_pool"});
  scope_.strategies_named = true;
  EXPECT_THAT(each(strategy_of), ElementsAre("process_pool"));
  scope_.workloads = {Spec("squares")};
  EXPECT_THAT(cells(), IsEmpty());
}

class Startup : public QuestionTest {
 protected:
  Startup() {
    question_ = "startup";
    scope_.effective_cpus = 4;
  }
};

TEST_F(Startup, TimesEachPartOfTheLivesOfAllCrews) {
  scope_.workloads = {Spec("empty")};
  expect_a_slice_for_each_worker(cells());
  EXPECT_THAT(each(strategy_of),
              UnorderedElementsAre("serial", "thread_pool", "process_pool", "openmp_static"));
  for (const Phase phase : {Phase::start, Phase::first, Phase::stop}) {
    EXPECT_THAT(worker_counts_in(phase), ElementsAre(4));
  }
  EXPECT_EQ(cells().size(), 3 * scope_.strategies.size());
}

TEST_F(Startup, HoldsMemoryAgainstProcessesAndThreadPool) {
  choose({"serial", "thread_pool", "thread_pool_dynamic", "process_pool", "process_pool_dynamic",
          "process_pool_pipe", "process_per_call", "process_spawn", "openmp_static"});
  scope_.workloads = {Spec("resident")};
  EXPECT_THAT(each(strategy_of),
              UnorderedElementsAre("thread_pool", "process_pool", "process_pool_dynamic",
                                   "process_pool_pipe", "process_per_call", "process_spawn"));
  EXPECT_THAT(worker_counts_in(Phase::cold), ElementsAre(4));
  std::multiset<std::string> held;
  for (const Cell& cell : cells()) {
    held.insert(cell.workload.word("mib") + " " + cell.workload.word("memory"));
  }
  EXPECT_EQ(held.size(), 6 * 8U);
  for (const auto* each : {"0 private", "64 private", "256 private", "1024 private", "0 shared",
                           "64 shared", "256 shared", "1024 shared"}) {
    EXPECT_EQ(held.count(each), 6U) << each;
  }
}

TEST_F(Startup, LeavesTheChoiceToTheUser) {
  scope_.workers = {2, 3};
  EXPECT_THAT(worker_counts_in(Phase::start), ElementsAre(2, 3));
  EXPECT_THAT(worker_counts_in(Phase::cold), ElementsAre(2, 3));
  choose({"serial"});
  EXPECT_THAT(each(workload_of), ElementsAre("empty"));
  choose({"process_pool"});
  scope_.workloads = {Spec("resident").set("mib", 7)};
  for (const Cell& cell : cells()) {
    EXPECT_EQ(cell.workload.number("mib"), 7U);
  }
  scope_.workers = {};
  scope_.effective_cpus = 1;
  EXPECT_THAT(worker_counts_in(Phase::cold), ElementsAre(2));
}

class Anatomy : public QuestionTest {
 protected:
  Anatomy() {
    question_ = "anatomy";
    scope_.effective_cpus = 4;
  }
};

TEST_F(Anatomy, LooksIntoAShortAndALongRunOfEachStrategy) {
  expect_a_slice_for_each_worker(cells());
  EXPECT_EQ(cells().size(), 2 * scope_.strategies.size());
  EXPECT_THAT(worker_counts_in(Phase::anatomy), ElementsAre(4));
  std::set<std::string> sizes;
  for (const Cell& cell : cells()) {
    EXPECT_EQ(cell.phase, Phase::anatomy);
    EXPECT_EQ(cell.workload.number("intensity"), 1U);
    sizes.insert(cell.workload.word("n"));
  }
  EXPECT_THAT(sizes, ElementsAre("10000", "1000000"));
}

TEST_F(Anatomy, LeavesTheChoiceToTheUser) {
  scope_.workers = {3};
  scope_.sizes = {77};
  scope_.intensities = {5};
  choose({"thread_pool"});
  ASSERT_EQ(cells().size(), 1U);
  EXPECT_EQ(
      cells().front().name(),
      "timeline/thread_pool/n:77/intensity:5/store:ordinary/workers:3/slices:3/phase:anatomy");
  scope_.workloads = {Spec("squares")};
  EXPECT_THAT(cells(), IsEmpty());
}

class Waiting : public QuestionTest {
 protected:
  Waiting() {
    question_ = "waiting";
    scope_.effective_cpus = 4;
  }
};

std::string wait_of(const Cell& cell) { return cell.workload.word("wait"); }

TEST_F(Waiting, EachWorkerWaitsForTwoItemsOfEachKind) {
  expect_a_slice_for_each_worker(cells());
  EXPECT_THAT(each(workload_of), ElementsAre("blocking"));
  EXPECT_THAT(each(wait_of), UnorderedElementsAre("timer", "pipe", "read"));
  EXPECT_THAT(worker_counts_in(Phase::warm), ElementsAre(4, 16, 64));
  for (const Cell& cell : cells()) {
    EXPECT_EQ(cell.workload.number("n"), 2 * cell.workers) << cell.name();
    EXPECT_EQ(cell.workload.number("delay_us"), 1'000U) << cell.name();
  }
  EXPECT_EQ(cells().size(), 3 * (1 + 3 * 5U));
}

TEST_F(Waiting, ChoosesItsStrategiesUnlessTheUserDoes) {
  EXPECT_THAT(each(strategy_of), UnorderedElementsAre("serial", "thread_pool", "process_pool",
                                                      "openmp_static", "tbb_static", "io_uring"));
  scope_.strategies_named = true;
  choose({"serial", "async"});
  EXPECT_THAT(each(strategy_of), UnorderedElementsAre("serial", "async"));
}

TEST_F(Waiting, LeavesTheChoiceToTheUser) {
  scope_.workers = {3, 5};
  scope_.sizes = {100};
  scope_.workloads = {Spec("blocking").set("wait", "pipe").set("delay_us", 50)};
  EXPECT_THAT(worker_counts_in(Phase::warm), ElementsAre(3, 5));
  for (const Cell& cell : cells()) {
    EXPECT_EQ(cell.workload.number("n"), 100U) << cell.name();
    EXPECT_EQ(cell.workload.number("delay_us"), 50U) << cell.name();
    EXPECT_EQ(wait_of(cell), "pipe") << cell.name();
  }
  scope_.workloads = {Spec("squares")};
  EXPECT_THAT(cells(), IsEmpty());
}

/// A strategy for one workload alone is no contestant elsewhere.
TEST_F(Waiting, IoUringIsAskedOnlyToWait) {
  scope_.strategies_named = true;
  choose({"io_uring"});
  EXPECT_THAT(each(strategy_of), ElementsAre("io_uring"));
  for (const Question& question : questions().all()) {
    for (const Cell& cell : question.cells(scope_)) {
      EXPECT_TRUE(cell.strategy->name != "io_uring" || workload_of(cell) == "blocking")
          << question.name << ": " << cell.name();
    }
  }
}

class Contention : public QuestionTest {
 protected:
  Contention() {
    question_ = "contention";
    scope_.effective_cpus = 4;
  }
  [[nodiscard]] std::set<std::string> strategies_under(const std::string& lock) const {
    std::set<std::string> names;
    for (const Cell& cell : cells()) {
      if (cell.workload.word("lock") == lock) {
        names.insert(cell.strategy->name);
      }
    }
    return names;
  }
};

TEST_F(Contention, AsksOfThreadsAndProcessesUnderEveryLockThatKeepsThemApart) {
  EXPECT_THAT(strategies_under("mutex"), ElementsAre("thread_pool"));
  EXPECT_THAT(strategies_under("file_lock"), ElementsAre("process_pool"));
  for (const char* lock : {"shared_mutex", "ofd", "rw", "append", "disjoint", "own_file"}) {
    EXPECT_THAT(strategies_under(lock), ElementsAre("process_pool", "thread_pool")) << lock;
  }
  EXPECT_THAT(worker_counts_in(Phase::prepared), ElementsAre(1, 2, 4, 8));
}

TEST_F(Contention, HasFourWorkersOnTheSmallestMachineToo) {
  scope_.effective_cpus = 1;
  EXPECT_THAT(worker_counts_in(Phase::prepared), ElementsAre(1, 2, 4));
}

TEST_F(Contention, LeavesTheChoiceToTheUser) {
  scope_.strategies_named = true;
  choose({"async", "process_spawn"});
  scope_.workers = {3};
  scope_.sizes = {70};
  scope_.workloads = {Spec("shared_file").set("regime", "cached").set("think_ns", 100)};
  EXPECT_THAT(strategies_under("mutex"), ElementsAre("async"));
  EXPECT_THAT(strategies_under("file_lock"), ElementsAre("process_spawn"));
  EXPECT_THAT(strategies_under("ofd"), ElementsAre("async", "process_spawn"));
  for (const Cell& cell : cells()) {
    EXPECT_EQ(cell.workers, 3U) << cell.name();
    EXPECT_EQ(cell.workload.number("n"), 70U) << cell.name();
    EXPECT_EQ(cell.workload.number("think_ns"), 100U) << cell.name();
  }
}

class Advised : public QuestionTest {
 protected:
  Advised() {
    question_ = "advice";
    scope_.effective_cpus = 4;
  }
};

TEST_F(Advised, AsksForReadyAndForNewCrewsOfEachStrategy) {
  EXPECT_TRUE(questions().find(question_)->on_request);
  for (const Phase phase : {Phase::warm, Phase::cold}) {
    EXPECT_THAT(worker_counts_in(phase), ElementsAre(4));
  }
  EXPECT_THAT(each(strategy_of),
              UnorderedElementsAre("serial", "thread_pool", "process_pool", "openmp_static"));
  EXPECT_THAT(each(workload_of), ElementsAre("skewed_squares", "squares"));
  EXPECT_EQ(cells().size(), 2U * 2U * 2U * 4U);  // sizes, workloads, phases, strategies
}

TEST_F(Advised, SlicesAreThoseThatOtherQuestionsCut) {
  for (const Cell& cell : cells()) {
    EXPECT_EQ(cell.slices, cell.workers * (cell.workload.workload() == "squares" ? 1 : 16));
  }
}

/// As plots/check_advice.py names its jobs: each in a few words, once.
TEST_F(Advised, MeasuresTheVeryJobsThatAreNamed) {
  scope_.workloads = {Spec::parse("squares/n:74000/intensity:12"),
                      Spec::parse("skewed_squares/n:500/intensity:3/shape:triangular")};
  const auto job = [](const Cell& cell) {
    return cell.workload.workload() + ' ' + cell.workload.word("n") + ' ' +
           cell.workload.word("intensity");
  };
  EXPECT_THAT(each(job), ElementsAre("skewed_squares 500 3", "squares 74000 12"));
}

}  // namespace
}  // namespace crossover
