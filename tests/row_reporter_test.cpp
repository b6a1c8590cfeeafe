// What readers find in a row's JSON: each kind of failure as a counter.
#include "benchmarks/google_benchmark/row_reporter.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "crossover/sliced_crew.hpp"
#include "tests/measured.hpp"

namespace crossover {
namespace {

nlohmann::json row_of_a_crew_that_throws(const std::function<void()>& fail) {
  const Strategy strategy{.name = "throwing",
                          .summary = "",
                          .family = "threads",
                          .start = [&](Workload&, const Setup&) -> std::unique_ptr<Crew> {
                            fail();
                            return nullptr;
                          }};
  const Plan plan{{.group = "", .cell = cell(Spec("squares").set("n", 1), strategy, 1)}};
  const Cell& one = plan.front().cell;
  Host host(plan, {.effective_cpus = 1, .most_workers = 1, .files = "."});
  RowRunner runner([&](const Cell&, const nlohmann::json& asked) { return host.answer(asked); },
                   std::nullopt);
  benchmark::ClearRegisteredBenchmarks();
  benchmark::RegisterBenchmark(one.name().c_str(),
                               [&](benchmark::State& state) { runner.measure(state, one); });
  JsonReporter reporter(plan, runner);
  std::ostringstream written;
  reporter.SetOutputStream(&written);
  benchmark::RunSpecifiedBenchmarks(&reporter);
  return nlohmann::json::parse(written.str()).at("benchmarks").at(0);
}

void expect_counter(const nlohmann::json& row, const std::string& kind) {
  EXPECT_EQ(row.at("error_message"), "a sentence");
  for (const char* name : {"unavailable", "timed_out", "interrupted"}) {
    EXPECT_EQ(row.value(name, 0), kind == name ? 1 : 0) << name << " in " << row;
  }
}

/// Google Benchmark measures nothing itself, so it knows neither clock nor CPU time.
TEST(RowReporter, RowsHaveTheirClockAndTheCpuTimeOfAllWorkers) {
  const Spec spec = Spec("squares").set("n", 100);
  const MeasuredRows measured = measure({cell(spec, named("thread_pool"), 2)}, {.repetitions = 2});
  ASSERT_GT(measured.rows.size(), 2U);  // with mean, median and so on
  for (const Row& row : measured.rows) {
    EXPECT_EQ(row.run_name.time_type, "real_time");
    const double cpu_ns = row.counters.at("cpu_ns").value;
    const bool is_share = row.aggregate_unit == benchmark::kPercentage;
    EXPECT_NEAR(is_share ? row.cpu_accumulated_time : row.GetAdjustedCPUTime(), cpu_ns,
                1e-6 * cpu_ns);
  }
}

TEST(JsonReporter, RowsWithoutATimeHaveACounterOfTheirKind) {
  expect_counter(row_of_a_crew_that_throws([] { throw Unavailable("a sentence"); }), "unavailable");
  expect_counter(row_of_a_crew_that_throws([] { throw TimedOut("a sentence"); }), "timed_out");
  expect_counter(row_of_a_crew_that_throws([] { throw Interrupted("a sentence"); }), "interrupted");
  expect_counter(row_of_a_crew_that_throws([] { throw std::runtime_error("a sentence"); }), "");
}

}  // namespace
}  // namespace crossover
