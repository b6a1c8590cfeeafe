// What readers find in a row's JSON: each kind of failure as a counter.
#include "benchmarks/google_benchmark/json_reporter.hpp"

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
  Trial trial({});
  const Cell one = cell(Spec("squares").set("n", 1), strategy, 1);
  benchmark::ClearRegisteredBenchmarks();
  benchmark::RegisterBenchmark(one.name().c_str(),
                               [&](benchmark::State& state) { trial.measure(state, one); });
  JsonReporter reporter(trial);
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

TEST(JsonReporter, RowsWithoutATimeHaveACounterOfTheirKind) {
  expect_counter(row_of_a_crew_that_throws([] { throw Unavailable("a sentence"); }), "unavailable");
  expect_counter(row_of_a_crew_that_throws([] { throw TimedOut("a sentence"); }), "timed_out");
  expect_counter(row_of_a_crew_that_throws([] { throw Interrupted("a sentence"); }), "interrupted");
  expect_counter(row_of_a_crew_that_throws([] { throw std::runtime_error("a sentence"); }), "");
}

}  // namespace
}  // namespace crossover
