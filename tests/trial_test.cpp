// What becomes a row: proof first, then numbers.
#include <benchmark/benchmark.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "benchmarks/trial.hpp"
#include "counting_workload.hpp"
#include "crossover/sliced_crew.hpp"

namespace crossover {
namespace {

using Row = benchmark::BenchmarkReporter::Run;

/// Keeps the rows instead of printing them.
class RowKeeper final : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context& /*context*/) override { return true; }
  void ReportRuns(const std::vector<Row>& rows) override {
    rows_.insert(rows_.end(), rows.begin(), rows.end());
  }
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }

 private:
  std::vector<Row> rows_;
};

struct Measured {
  Row row;
  bool any_failed = false;
};

Measured measure(const Spec& spec, const Strategy& strategy, unsigned workers,
                 Phase phase = Phase::warm) {
  const Cell cell{.workload = complete(spec),
                  .strategy = &strategy,
                  .workers = workers,
                  .slices = workers,
                  .phase = phase};
  Trial trial(workers, workers);
  benchmark::ClearRegisteredBenchmarks();
  benchmark::RegisterBenchmark("row", [&](benchmark::State& state) { trial.measure(state, cell); })
      ->UseRealTime()
      ->Iterations(5);
  RowKeeper keeper;
  benchmark::RunSpecifiedBenchmarks(&keeper);
  return {.row = keeper.rows().at(0), .any_failed = trial.any_failed()};
}

const Strategy& named(const char* name) { return *strategies().find(name); }

class EveryPhase : public ::testing::TestWithParam<Phase> {};

TEST_P(EveryPhase, ARightAnswerHasATimeAndItsProof) {
  const auto [row, any_failed] =
      measure(Spec("squares").set("n", 100), named("thread_pool"), 2, GetParam());
  EXPECT_FALSE(row.error_occurred) << row.error_message;
  EXPECT_FALSE(any_failed);
  EXPECT_EQ(row.iterations, 5);
  EXPECT_EQ(row.counters.at("workers_observed").value, 2);
  EXPECT_EQ(row.counters.at("bytes").value, 800);
  EXPECT_EQ(row.report_label, "");
}

TEST_P(EveryPhase, AWrongAnswerHasNoTime) {
  // Items that count are right once; the second run, or the second timed one, makes them wrong.
  const auto [row, any_failed] = measure(counting(100), named("serial"), 1, GetParam());
  EXPECT_TRUE(row.error_occurred);
  EXPECT_TRUE(row.error_message.starts_with("wrong answer: item 0 is computed"))
      << row.error_message;
  EXPECT_TRUE(any_failed);
}

TEST_P(EveryPhase, AnExceptionBecomesTheRowsError) {
  const auto [row, any_failed] =
      measure(counting(100).set("throw_at", 7), named("process_per_call"), 2, GetParam());
  EXPECT_EQ(row.error_message, "item 7 is cursed");
  EXPECT_TRUE(any_failed);
}

TEST_P(EveryPhase, ADeadWorkerBecomesTheRowsError) {
  const auto [row, any_failed] =
      measure(counting(100).set("die_at", 99), named("process_pool"), 2, GetParam());
  EXPECT_EQ(row.error_message, "worker 1 died: signal 9");
  EXPECT_TRUE(any_failed);
}

TEST_P(EveryPhase, AnUnavailableStrategyIsNoFailure) {
  const auto [row, any_failed] = measure(Spec("squares").set("n", 100),
                                         unavailable("x_y", "something", "no libx"), 2, GetParam());
  EXPECT_EQ(row.error_message, "unavailable: no libx");
  EXPECT_FALSE(any_failed);
}

INSTANTIATE_TEST_SUITE_P(Every, EveryPhase, ::testing::Values(Phase::warm, Phase::cold),
                         [](const auto& each) {
                           return each.param == Phase::warm ? "warm" : "cold";
                         });

/// A crew that leaves all work to one of its workers.
class Lazy final : public SlicedCrew {
 public:
  using SlicedCrew::SlicedCrew;
  void run() override {
    as_one_run([this] {
      for (std::size_t slice = 0; slice < slices().size(); ++slice) {
        compute_slice(slice, 0);
      }
    });
  }
};

TEST(Trial, MarksCrewsOfWhichFewerTookPart) {
  const Strategy lazy{.name = "lazy", .summary = "", .start = start_crew<Lazy>};
  const auto [row, any_failed] = measure(Spec("squares").set("n", 100), lazy, 2);
  EXPECT_EQ(row.report_label, "only 1.00 of 2 workers computed");
  EXPECT_EQ(row.counters.at("workers_observed").value, 1);
  EXPECT_FALSE(any_failed);
}

TEST(Trial, CountsTheCpuTimeOfProcesses) {
  // 10^5 items of 1000 dependent multiplications each keep a worker busy for milliseconds at least,
  // and nobody else: the caller only waits.
  const auto [row, any_failed] = measure(Spec("squares").set("n", 100'000).set("intensity", 1'000),
                                         named("process_per_call"), 1);
  EXPECT_FALSE(any_failed);
  EXPECT_GT(row.counters.at("cpu_ns").value, 1e5);
  EXPECT_GT(row.counters.at("cpu_ns").value, 1e9 * row.cpu_accumulated_time / 5);
}

}  // namespace
}  // namespace crossover
