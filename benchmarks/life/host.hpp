#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "benchmarks/measuring/stage.hpp"
#include "benchmarks/plan.hpp"

namespace crossover {

/// Serves the turns of a life: a process that stays, with the memory that the strategies compared
/// work in. A new process for each turn would be simpler still, but on machines with nested page
/// tables the first touch of a page costs 10 us, and each of those processes touches all of them.
///
/// Each line of the standard input asks for a turn, `{"row": "squares/serial/...", "sample_ms":
/// 4.0}`, and each line of the standard output answers one, as `take_turn` does, or with
/// `{"error": "..."}`. Whatever else is written to the standard output goes to the standard error.
class Host {
 public:
  struct Conditions {
    unsigned effective_cpus = 1;
    unsigned most_workers = 1;    ///< in any cell that will be asked for
    std::filesystem::path files;  ///< where workloads keep their own
  };
  Host(const Plan& plan, Conditions conditions);

  /// Returns at the end of the input; the process dies with `parent`, which has started it.
  void serve(int parent);

 private:
  [[nodiscard]] std::string answer(const std::string& request);
  Stage& stage_for(const Spec& workload);

  std::map<std::string, const Cell*> cells_;  // by row
  Conditions conditions_;
  std::optional<Stage> stage_;
};

}  // namespace crossover
