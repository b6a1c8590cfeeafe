// What becomes a row: proof first, then numbers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <thread>

#include "crossover/sliced_crew.hpp"
#include "tests/counting_workload.hpp"
#include "tests/measured.hpp"

namespace crossover {
namespace {

class EveryPhase : public ::testing::TestWithParam<Phase> {};

TEST_P(EveryPhase, ARightAnswerHasATimeAndItsProof) {
  const auto [row, any_failed] =
      measure(Spec("squares").set("n", 100), named("thread_pool"), 2, GetParam());
  EXPECT_FALSE(row.error_occurred) << row.error_message;
  EXPECT_FALSE(any_failed);
  EXPECT_GT(row.real_accumulated_time, 0);
  EXPECT_EQ(row.counters.at("workers_observed").value, 2);
  EXPECT_EQ(row.counters.at("bytes").value, 800);
  EXPECT_EQ(row.counters.at("workers_expected").value, 2);
  // On a machine that does something else it may not settle.
  const auto settled = row.counters.find("settled");
  const bool has_settled = settled == row.counters.end() || settled->second.value == 1;
  EXPECT_EQ(row.report_label, has_settled ? "" : "not settled after 400 ms");
}

TEST_P(EveryPhase, IsTimedAsOftenAndByTheClockThatTheNameSays) {
  const Phase phase = GetParam();
  const Cell timed = cell(Spec("squares").set("n", 100), named("serial"), 1, phase);
  const Row row = measure({timed}).rows.at(0);
  const unsigned fixed = fixed_iterations(phase);
  EXPECT_EQ(row.iterations, fixed == 0 ? test_iterations : static_cast<int>(fixed));
  const std::string clock = phase == Phase::warm ? "/real_time" : "/manual_time";
  EXPECT_EQ(row.benchmark_name(),
            timed.name() + "/iterations:" + std::to_string(row.iterations) + clock);
  EXPECT_TRUE(timed.row().ends_with(clock));
  EXPECT_TRUE(fixed == 0 || timed.row() == row.benchmark_name()) << timed.row();
}

TEST_P(EveryPhase, AWrongAnswerHasNoTime) {
  if (fixed_iterations(GetParam()) == 1) {
    GTEST_SKIP() << "items that count are right once";
  }
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
  const Strategy absent =
      unavailable({.name = "x_y", .summary = "something", .family = "x"}, "no libx");
  const MeasuredRows measured =
      measure({cell(Spec("squares").set("n", 100), absent, 2, GetParam())});
  EXPECT_EQ(measured.rows.at(0).error_message, "no libx");
  EXPECT_EQ(measured.failures.at(0), FailureKind::unavailable);
  EXPECT_FALSE(measured.any_failed);
}

INSTANTIATE_TEST_SUITE_P(Every, EveryPhase,
                         ::testing::Values(Phase::warm, Phase::cold, Phase::start, Phase::first,
                                           Phase::stop, Phase::each, Phase::burst, Phase::idle,
                                           Phase::anatomy),
                         [](const auto& each) { return std::string(name_of(each.param)); });

TEST(RowRunner, TellsTheLongestOfRunsTimedOneByOne) {
  const Spec spec = Spec("squares").set("n", 100);
  const Row each = measure({cell(spec, named("thread_pool"), 2, Phase::each)}).rows.at(0);
  EXPECT_GE(each.counters.at("longest_ns").value * test_iterations,
            1e9 * each.real_accumulated_time * (1 - 1e-9));
  const Row warm = measure({cell(spec, named("thread_pool"), 2, Phase::warm)}).rows.at(0);
  EXPECT_FALSE(warm.counters.contains("longest_ns"));
}

TEST_P(EveryPhase, ACrewThatRunsMoreThanOnceIsSettledBefore) {
  const Row row = measure(Spec("squares").set("n", 100), named("serial"), 1, GetParam()).row;
  const std::set<Phase> lives{Phase::cold, Phase::start, Phase::first, Phase::stop};
  ASSERT_EQ(row.counters.contains("settled"), !lives.contains(GetParam()));
  if (row.counters.contains("settled")) {
    EXPECT_GT(row.counters.at("settling_ns").value, 0);
  }
}

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

TEST(RowRunner, MarksCrewsOfWhichFewerTookPart) {
  const Strategy lazy{
      .name = "lazy", .summary = "", .family = "threads", .start = start_crew<Lazy>};
  const auto [row, any_failed] = measure(Spec("squares").set("n", 100), lazy, 2);
  EXPECT_THAT(row.report_label, ::testing::EndsWith("only 1 of 2 workers computed"));
  EXPECT_EQ(row.counters.at("workers_observed").value, 1);
  EXPECT_FALSE(any_failed);
}

TEST(RowRunner, ACrewWhoseSlicesDoNotMeetIsUnavailable) {
  const Strategy lazy{
      .name = "lazy", .summary = "", .family = "threads", .start = start_crew<Lazy>};
  const Spec rendezvous = Spec("rendezvous").set("n", 2).set("limit_ms", 1);
  for (const Phase phase : {Phase::warm, Phase::cold}) {
    const MeasuredRows measured = measure({cell(rendezvous, lazy, 2, phase)});
    const std::string why = measured.rows.at(0).error_message;
    EXPECT_THAT(why, ::testing::StartsWith("its slices do not run at the same time"));
    EXPECT_THAT(why, ::testing::HasSubstr("within 1 ms"));
    EXPECT_EQ(measured.failures.at(0), FailureKind::unavailable);
    EXPECT_FALSE(measured.any_failed);
  }
}

TEST(RowRunner, ACrewWhoseSlicesMeetHasARow) {
  const Spec rendezvous = Spec("rendezvous").set("n", 2).set("limit_ms", 60'000);
  for (const char* strategy : {"thread_pool", "process_pool", "process_spawn"}) {
    const auto [row, any_failed] = measure(rendezvous, named(strategy), 2);
    EXPECT_FALSE(row.error_occurred) << row.error_message;
    EXPECT_EQ(row.counters.at("workers_observed").value, 2);
  }
}

/// A crew of the caller alone that takes at least `least` for one part of its life.
class Slow final : public SlicedCrew {
 public:
  static constexpr auto least = std::chrono::milliseconds(1);

  Slow(Workload& workload, const Setup& setup, Phase part)
      : SlicedCrew(workload, setup), part_(part) {
    pass(Phase::start);
  }
  Slow(const Slow&) = delete;
  Slow& operator=(const Slow&) = delete;
  Slow(Slow&&) = delete;
  Slow& operator=(Slow&&) = delete;
  ~Slow() override { pass(Phase::stop); }
  void run() override {
    as_one_run([this] { compute_share(0); });
    pass(Phase::first);
  }

 private:
  void pass(Phase part) const {
    if (part == part_) {
      std::this_thread::sleep_for(least);
    }
  }
  Phase part_;
};

/// A sleep is never too short, so this asserts on no time that a busy machine could spoil.
TEST(RowRunner, TimesThePartOfALifeThatTheRowIsNamedAfter) {
  for (const Phase part : {Phase::start, Phase::first, Phase::stop}) {
    const Strategy slow{.name = "slow",
                        .summary = "",
                        .family = "serial",
                        .parallel = false,
                        .start = [part](Workload& workload, const crossover::Setup& setup) {
                          return std::make_unique<Slow>(workload, setup, part);
                        }};
    for (const Phase phase : {part, Phase::cold}) {
      const Row row = measure(Spec("empty"), slow, 1, phase).row;
      EXPECT_GE(row.real_accumulated_time, std::chrono::duration<double>(Slow::least).count() *
                                               static_cast<double>(row.iterations))
          << name_of(part) << " in " << name_of(phase);
    }
  }
}

TEST(RowRunner, CountsTheCpuTimeOfProcesses) {
  // 10^5 items of 1000 dependent multiplications each keep a worker busy for milliseconds at least,
  // and nobody else: the caller only waits.
  const auto [row, any_failed] = measure(Spec("squares").set("n", 100'000).set("intensity", 1'000),
                                         named("process_per_call"), 1);
  EXPECT_FALSE(any_failed);
  EXPECT_GT(row.counters.at("cpu_ns").value, 1e5);
}

}  // namespace
}  // namespace crossover
