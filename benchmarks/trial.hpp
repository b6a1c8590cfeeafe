#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "crossover/arena.hpp"
#include "crossover/catalogue.hpp"
#include "crossover/question.hpp"

namespace crossover {

/// Has a cell's benchmark timed by the clock, and as often, as its row's name says.
void time_as_planned(const Cell& cell, benchmark::internal::Benchmark& benchmark);

/// Measures cells: proves the answer, times, proves it again, and says what it took.
class Trial {
 public:
  /// `most_workers` is the largest number in any cell that will be measured; workloads keep their
  /// own files in the folder `files`.
  Trial(unsigned effective_cpus, unsigned most_workers, std::filesystem::path files)
      : effective_cpus_(effective_cpus), most_workers_(most_workers), files_(std::move(files)) {}

  /// One row of Google Benchmark. Whatever goes wrong becomes the row's error.
  void measure(benchmark::State& state, const Cell& cell);

  /// Whether a row failed for another reason than that its strategy is unavailable.
  [[nodiscard]] bool any_failed() const noexcept { return any_failed_; }

  /// Bytes of shared memory that a cell takes.
  [[nodiscard]] static std::size_t bytes(const Spec& workload, unsigned workers);

 private:
  /// Memory and workload, kept as long as rows ask for the same, so that all strategies of a
  /// question work on the same pages.
  struct Stage {
    Stage(Spec complete_spec, unsigned workers, const std::filesystem::path& files);
    Spec spec;
    Arena arena;
    std::unique_ptr<Workload> workload;
  };
  Stage& stage_for(const Spec& workload);

  /// Many runs of one crew; and crews that are started, run once and ended.
  void measure_runs(benchmark::State& state, const Cell& cell, Stage& stage) const;
  void measure_lives(benchmark::State& state, const Cell& cell, Stage& stage) const;
  [[nodiscard]] Setup setup_for(const Cell& cell, Stage& stage) const;
  void fail(benchmark::State& state, const std::string& why);

  unsigned effective_cpus_;
  unsigned most_workers_;
  std::filesystem::path files_;
  bool any_failed_ = false;
  std::optional<Stage> stage_;
};

}  // namespace crossover
