#pragma once

#include <benchmark/benchmark.h>

#include <exception>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "benchmarks/google_benchmark/google_timer.hpp"
#include "benchmarks/measuring/row_report.hpp"
#include "benchmarks/measuring/stage.hpp"
#include "benchmarks/measuring/standing_crew.hpp"
#include "crossover/failure.hpp"
#include "crossover/question.hpp"

namespace crossover {

/// Has a cell's benchmark timed by the clock, and as often, as its row's name says.
void time_as_planned(const Cell& cell, benchmark::internal::Benchmark& benchmark);

/// Measures cells: proves the answer, lets the crew settle, times, proves the answer again, and
/// says what it took.
class Trial {
 public:
  struct Conditions {
    unsigned effective_cpus = 1;
    unsigned most_workers = 1;    ///< in any cell that will be measured
    std::filesystem::path files;  ///< where workloads keep their own
    /// What Google Benchmark wants a row to take at least; none: it counts runs itself.
    GoogleTimer::MinimumTime minimum_time;
  };
  explicit Trial(Conditions conditions) : conditions_(std::move(conditions)) {}

  /// One row of Google Benchmark. Whatever goes wrong becomes the row's error.
  void measure(benchmark::State& state, const Cell& cell);

  /// Why the cell of that name has no time: the first of its repetitions, if there are several.
  [[nodiscard]] std::optional<FailureKind> failure_of(const std::string& cell) const;

  /// Whether a row has no time although nothing was in the way.
  [[nodiscard]] bool any_failed() const;

 private:
  Stage& stage_for(const Spec& workload);
  StandingCrew& standing_crew_for(const Cell& cell);

  RowReport measured(benchmark::State& state, const Cell& cell);
  void fail(benchmark::State& state, const Cell& cell, const std::exception& why);

  Conditions conditions_;
  std::map<std::string, FailureKind> failures_;  // by the cell's name
  std::optional<Stage> stage_;
  std::optional<StandingCrew> crew_;  // ends before its stage
};

}  // namespace crossover
