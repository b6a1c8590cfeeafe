#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "benchmarks/host/row_timer.hpp"
#include "benchmarks/measuring/row_counters.hpp"
#include "benchmarks/measuring/stage.hpp"
#include "benchmarks/measuring/standing_crew.hpp"
#include "benchmarks/plan.hpp"

namespace crossover {

/// Measures, so that whoever waits for the result is another process: this one may hang, die, or be
/// ended by a runtime that calls exit(3). It stays, with the memory that the strategies compared
/// work in. A new process for each row would be simpler still, but on machines with nested page
/// tables the first touch of a page costs 10 us, and each of those processes touches all of them.
///
/// What it is asked for is one of
///  - a turn of a life, `{"row": "squares/serial/...", "sample_ms": 4.0}`, answered as `take_turn`
///    does;
///  - a row of Google Benchmark, `{"row": ..., "runs": 1, "least_s": 0.5}`: at least so many runs,
///    and as many as take so long, if that is not null. Answered by `{"took_ns": ..., "runs": ...,
///    "items": ..., "counters": {...}, "label": "..."}`; took: by all runs together, items: of one.
///    Crew and memory stay for as long as the next row needs the same;
///  - the end of that crew, `{"rest": true}`, answered by `{}`: another host is about to measure.
///
/// What goes wrong is answered by `{"error": "...", "kind": "..."}`.
class Host {
 public:
  struct Conditions {
    unsigned effective_cpus = 1;
    unsigned most_workers = 1;           ///< in any cell that will be asked for
    std::filesystem::path files;         ///< where workloads keep their own
    std::function<void()> prepare = {};  ///< what it does before it answers, if anything
  };
  Host(const Plan& plan, Conditions conditions);

  [[nodiscard]] nlohmann::json answer(const nlohmann::json& request);

  /// Answers each line of the standard input by one of the standard output, until the input ends.
  /// Whatever else is written to the standard output goes to the standard error. The process dies
  /// with `parent`, which has started it.
  void serve(int parent);

 private:
  [[nodiscard]] nlohmann::json turn(const Cell& cell, double sample_ms);
  [[nodiscard]] nlohmann::json row(const Cell& cell, RowTimer timer);
  RowReport measure(const Cell& cell, RowTimer& timer);
  Stage& stage_for(const Spec& workload);
  StandingCrew& standing_crew_for(const Cell& cell);

  std::map<std::string, const Cell*> cells_;  // by row
  Conditions conditions_;
  std::optional<Stage> stage_;
  std::optional<StandingCrew> crew_;  // ends before its stage
};

}  // namespace crossover
