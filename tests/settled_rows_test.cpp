// Rows are those of crews that have settled: what came before is told, and proves nothing. Runs
// that have to be slow sleep, and a sleep is never too short: nothing depends on how quick a
// machine is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <span>
#include <stdexcept>
#include <thread>
#include <utility>

#include "crossover/sliced_crew.hpp"
#include "tests/measured.hpp"

namespace crossover {
namespace {

/// Crews whose runs take as long as the test says, and what became of them.
class SettledRow : public ::testing::Test {
 protected:
  /// Told the number of the run, from 0.
  using Act = std::function<void(std::uint64_t run)>;

  class Actor final : public SlicedCrew {
   public:
    Actor(Workload& workload, const crossover::Setup& setup, SettledRow& test)
        : SlicedCrew(workload, setup), test_(test) {
      ++test_.crews_;
    }
    void run() override {
      as_one_run([this] {
        compute_share(0);
        test_.act_(test_.runs_++);
      });
    }

   private:
    SettledRow& test_;
  };

  [[nodiscard]] Strategy acting(Act act) {
    act_ = std::move(act);
    return {.name = "acting",
            .summary = "",
            .family = "serial",
            .parallel = false,
            .start = [this](Workload& workload, const crossover::Setup& setup) {
              return std::make_unique<Actor>(workload, setup, *this);
            }};
  }

  [[nodiscard]] static Spec small() { return Spec("squares").set("n", 100); }

  Act act_;
  std::uint64_t runs_ = 0;
  std::uint64_t crews_ = 0;
};

/// The first twenty runs take 5 ms, as a sleep is never too short.
TEST_F(SettledRow, SlowFirstRunsAreNoPartOfTheRow) {
  constexpr std::uint64_t slow_runs = 20;
  static constexpr auto slow = std::chrono::milliseconds(5);
  const Strategy late = acting([](std::uint64_t run) {
    if (run < slow_runs) {
      std::this_thread::sleep_for(slow);
    }
  });
  const Row row = measure(small(), late, 1).row;
  if (row.counters.at("settled").value ==
      0) {  // something else runs here, and sleeps outlast the cap
    EXPECT_EQ(row.report_label, "not settled after 400 ms");
    EXPECT_GE(row.counters.at("settling_ns").value, 4e8);
    return;
  }
  EXPECT_GE(runs_, slow_runs + test_iterations);  // the timed runs are the last
  const double settling_ns = row.counters.at("settling_ns").value;
  EXPECT_GE(settling_ns, 1e6 * slow.count() * (slow_runs - 1));  // but the one that is proved
}

TEST_F(SettledRow, WhatNeverSettlesIsMarked) {
  // A sleep twice as long as the one before, and then as short as the first again.
  const Strategy unsteady = acting([](std::uint64_t run) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1U << (2 * (run / 5 % 3))));
  });
  const auto [row, any_failed] = measure(small(), unsteady, 1);
  EXPECT_EQ(row.report_label, "not settled after 400 ms");
  EXPECT_EQ(row.counters.at("settled").value, 0);
  EXPECT_GE(row.counters.at("settling_ns").value, 4e8);
  EXPECT_FALSE(row.error_occurred);
  EXPECT_FALSE(any_failed);
}

TEST_F(SettledRow, RunsLongerThanTheCapHaveARow) {
  const Strategy slow = acting([](std::uint64_t run) {
    std::this_thread::sleep_for(std::chrono::milliseconds(run < 3 ? 401 * run : 1));
  });
  const auto [row, any_failed] = measure(small(), slow, 1);
  EXPECT_FALSE(row.error_occurred) << row.error_message;
  EXPECT_EQ(row.report_label, "not settled after 400 ms");
  EXPECT_FALSE(any_failed);
}

TEST_F(SettledRow, ACrewThatFailsWhileItSettlesIsTheRowsErrorAndIsDropped) {
  const Strategy mortal = acting([](std::uint64_t run) {
    if (run == 5) {
      throw std::runtime_error("worker 1 died: signal 9");
    }
  });
  const Cell row = cell(small(), mortal, 1);
  const Cell next = cell(small(), mortal, 1, Phase::each);
  const MeasuredRows measured = measure({row, next});
  EXPECT_EQ(measured.rows.at(0).error_message, "worker 1 died: signal 9");
  EXPECT_TRUE(measured.any_failed);
  EXPECT_FALSE(measured.rows.at(1).error_occurred) << measured.rows.at(1).error_message;
  EXPECT_EQ(crews_, 2U);
}

TEST_F(SettledRow, ACrewStaysForRowsThatDifferOnlyInPhase) {
  const Strategy any = acting([](std::uint64_t) {});
  const auto phase = [&](Phase each) { return cell(small(), any, 1, each); };
  const Cell other = cell(Spec("squares").set("n", 99), any, 1);
  const MeasuredRows measured =
      measure({phase(Phase::warm), phase(Phase::each), phase(Phase::anatomy), other});
  EXPECT_FALSE(measured.any_failed);
  EXPECT_EQ(crews_, 2U);
}

TEST_F(SettledRow, ARowIsSettledOnceHoweverOftenItIsRepeated) {
  const Strategy any = acting([](std::uint64_t) {});
  const MeasuredRows measured = measure({cell(small(), any, 1)}, {.repetitions = 3});
  std::set<double> settling;
  for (const Row& row : measured.rows) {
    if (row.run_type == Row::RT_Iteration) {
      settling.insert(row.counters.at("settling_ns").value);
      EXPECT_EQ(row.counters.at("workers_observed").value, 1);
    }
  }
  EXPECT_EQ(settling.size(), 1U);
  EXPECT_EQ(crews_, 1U);
}

/// Google Benchmark asks for five runs, of which the runner knows that they take too little time.
TEST_F(SettledRow, RunsAreAsManyAsFillTheMinimumTime) {
  const Strategy any = acting([](std::uint64_t) {});
  const MeasuredRows measured =
      measure({cell(small(), any, 1)}, {.minimum_time = std::chrono::milliseconds(100)});
  EXPECT_GT(measured.rows.at(0).iterations, test_iterations);
  EXPECT_EQ(measured.rows.at(0).counters.at("workers_observed").value, 1);
}

/// A crew that does nothing as long as old results are there.
class Impostor final : public SlicedCrew {
 public:
  using SlicedCrew::SlicedCrew;
  void run() override {
    as_one_run([this] {
      const std::span<std::byte> second = workload().result({1, 2});
      if (second.front() != std::byte{4}) {
        compute_share(0);
      }
    });
  }
};

TEST_F(SettledRow, ResultsOfUntimedRunsAreNoProof) {
  const Strategy impostor{.name = "impostor",
                          .summary = "",
                          .family = "serial",
                          .parallel = false,
                          .start = start_crew<Impostor>};
  const auto [row, any_failed] = measure(Spec("squares").set("n", 10'000), impostor, 1);
  EXPECT_THAT(row.error_message, ::testing::StartsWith("wrong answer: item 0 is "));
  EXPECT_TRUE(any_failed);
}

TEST_F(SettledRow, MoreWorkersThanCpusHaveARow) {
  for (const char* strategy : {"thread_pool", "process_pool", "thread_pool_dynamic"}) {
    for (const unsigned workers : {2U, 7U}) {
      const Cell crowded = cell(Spec("squares").set("n", 1'000), named(strategy), workers);
      const MeasuredRows measured = measure({crowded}, {.effective_cpus = 1});
      const Row& row = measured.rows.at(0);
      EXPECT_FALSE(row.error_occurred) << row.error_message;
      EXPECT_TRUE(row.counters.contains("settled"));
      EXPECT_EQ(row.counters.at("workers_expected").value, workers);
    }
  }
}

}  // namespace
}  // namespace crossover
