#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

#include "benchmarks/measuring/stage.hpp"
#include "crossover/question.hpp"

namespace crossover {

/// Whether rows of that phase time parts of a crew's life, for which each run needs a new one.
[[nodiscard]] bool needs_new_crews(Phase phase);

/// Crews that are started, run once and ended.
class NewCrews {
 public:
  NewCrews(const Cell& cell, Stage& stage, unsigned effective_cpus)
      : cell_(cell), stage_(stage), effective_cpus_(effective_cpus) {}

  /// One life; returns how long the part took that the cell's phase names.
  std::chrono::nanoseconds live();

  [[nodiscard]] std::uint64_t participations() const noexcept { return participations_; }
  [[nodiscard]] const std::map<std::string, double>& counters() const noexcept { return counters_; }
  [[nodiscard]] const std::string& runtime() const noexcept { return runtime_; }

 private:
  const Cell& cell_;
  Stage& stage_;
  unsigned effective_cpus_;
  std::uint64_t participations_ = 0;
  std::map<std::string, double> counters_;
  std::string runtime_;
};

}  // namespace crossover
