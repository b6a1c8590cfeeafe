#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "benchmarks/measuring/settling.hpp"
#include "benchmarks/measuring/stage.hpp"
#include "crossover/question.hpp"

namespace crossover {

/// A crew that has given a right answer and stays for as long as rows ask for it: Google Benchmark
/// calls for a row more than once, and rows may differ in nothing but their phase.
class StandingCrew {
 public:
  /// Starts it and has it run once. Throws why that failed, and what is wrong with the answer.
  /// `rule` says when it has settled.
  StandingCrew(const Cell& cell, Stage& stage, unsigned effective_cpus,
               const SettlingRule& rule = SettlingRule::for_a_row());

  /// Whether this crew is the one that the cell asks for, in whatever phase.
  [[nodiscard]] bool serves(const Cell& cell) const;

  /// Runs until the crew has settled or its time is over; once for a row.
  const Settling& settle(const Cell& cell);

  /// Runs that workers need after a pause in which they may have fallen asleep; returns how many.
  std::uint64_t wake(Phase phase);

  struct Run {
    std::chrono::nanoseconds preparation;
    std::chrono::nanoseconds run;
  };
  /// One run, as rows of that phase time it.
  Run run(Phase phase);
  void run() { crew_->run(); }

  /// Brings the last run's results home and throws if one is wrong.
  void require_right_answer();

  [[nodiscard]] Workload& workload() const noexcept { return *stage_.workload; }
  [[nodiscard]] std::size_t workers_expected() const noexcept { return workers_expected_; }
  [[nodiscard]] std::uint64_t participations() const { return crew_->participations(); }
  [[nodiscard]] std::map<std::string, double> counters() const { return crew_->counters(); }
  [[nodiscard]] std::string runtime() const { return crew_->runtime(); }

  /// Memory of all processes together, read once, since that takes longer than many a row.
  [[nodiscard]] std::optional<std::uint64_t> pss_bytes();

 private:
  [[nodiscard]] bool have_all_taken_part(std::uint64_t participations_before) const;

  Cell cell_;
  Stage& stage_;
  SettlingRule rule_;
  std::size_t workers_expected_;
  std::chrono::nanoseconds explained_run_{};
  std::unique_ptr<Crew> crew_;
  std::optional<Settling> settling_;  // of the row that is measured
  std::optional<std::optional<std::uint64_t>> pss_bytes_;
};

}  // namespace crossover
