#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "benchmarks/plan.hpp"
#include "benchmarks/stage.hpp"

namespace crossover {

/// Serves the turns of a life: a process that stays, with the memory that the strategies compared
/// work in, and forks a process for each turn. Each line of the standard input asks for one,
/// `{"row": "squares/serial/...", "sample_ms": 4.0}`, and each line of the standard output answers
/// one, as `take_turn` does. Returns at the end of the input. It dies with its parent.
///
/// Whatever else is written to the standard output goes to the standard error.
class Host {
 public:
  struct Conditions {
    unsigned effective_cpus = 1;
    unsigned most_workers = 1;    ///< in any cell that will be asked for
    std::filesystem::path files;  ///< where workloads keep their own
  };
  Host(const Plan& plan, Conditions conditions);

  /// `parent`: the process that has started this one.
  void serve(int parent);

 private:
  [[nodiscard]] std::string answer(const std::string& request);
  Stage& stage_for(const Spec& workload);

  std::map<std::string, const Cell*> cells_;  // by row
  Conditions conditions_;
  std::optional<Stage> stage_;
};

}  // namespace crossover
