#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <vector>

#include "benchmarks/google_benchmark/row_reporter.hpp"
#include "benchmarks/google_benchmark/row_runner.hpp"
#include "benchmarks/host/host.hpp"
#include "crossover/catalogue.hpp"

namespace crossover {

using Row = benchmark::BenchmarkReporter::Run;

/// Rows of cells that one runner measured one after the other, as Google Benchmark reports them.
struct MeasuredRows {
  std::vector<Row> rows;
  std::vector<std::optional<FailureKind>> failures;  ///< of each cell
  bool any_failed = false;
};

inline constexpr int test_iterations = 5;  // of phases that have no number of their own

struct Measuring {
  std::filesystem::path files = std::filesystem::temp_directory_path();
  unsigned effective_cpus = 0;  // as many as workers
  int repetitions = 1;
  std::optional<std::chrono::duration<double>> minimum_time = {};
};

inline MeasuredRows measure(const std::vector<Cell>& cells, const Measuring& measuring = {}) {
  class RowKeeper final : public benchmark::BenchmarkReporter {
   public:
    bool ReportContext(const Context& /*context*/) override { return true; }
    void ReportRuns(const std::vector<Row>& reported) override {
      rows.insert(rows.end(), reported.begin(), reported.end());
    }
    std::vector<Row> rows;
  };

  unsigned most_workers = 1;
  for (const Cell& cell : cells) {
    most_workers = std::max(most_workers, cell.workers);
  }
  Plan plan;
  for (const Cell& cell : cells) {
    plan.push_back({.group = "", .cell = cell});
  }
  Host host(plan, {.effective_cpus =
                       measuring.effective_cpus == 0 ? most_workers : measuring.effective_cpus,
                   .most_workers = most_workers,
                   .files = measuring.files});
  RowRunner runner([&](const Cell&, const nlohmann::json& request) { return host.answer(request); },
                   measuring.minimum_time);
  benchmark::ClearRegisteredBenchmarks();
  for (const Cell& cell : cells) {
    auto* const registered = benchmark::RegisterBenchmark(
        cell.name().c_str(), [&](benchmark::State& state) { runner.measure(state, cell); });
    const unsigned fixed = fixed_iterations(cell.phase, cell.rest);
    registered->Iterations(fixed == 0 ? test_iterations : static_cast<int>(fixed));
    if (measuring.repetitions != 1) {  // which would be in the row's name
      registered->Repetitions(measuring.repetitions);
    }
    registered->UseManualTime();
  }
  RowKeeper keeper;
  RowReporter reporter(plan, not_owned(keeper));
  benchmark::RunSpecifiedBenchmarks(&reporter);
  MeasuredRows measured{.rows = keeper.rows, .failures = {}, .any_failed = runner.any_failed()};
  for (const Cell& cell : cells) {
    measured.failures.push_back(runner.failure_of(cell.name()));
  }
  return measured;
}

inline Cell cell(const Spec& spec, const Strategy& strategy, unsigned workers,
                 Phase phase = Phase::warm) {
  const unsigned count = strategy.parallel ? workers : 1;
  return {.workload = complete(spec),
          .strategy = &strategy,
          .workers = count,
          .slices = count,
          .phase = phase};
}

struct MeasuredRow {
  Row row;
  bool any_failed = false;
};

inline MeasuredRow measure(const Spec& spec, const Strategy& strategy, unsigned workers,
                           Phase phase = Phase::warm) {
  const MeasuredRows measured = measure({cell(spec, strategy, workers, phase)});
  return {.row = measured.rows.at(0), .any_failed = measured.any_failed};
}

inline const Strategy& named(const char* name) { return *strategies().find(name); }

}  // namespace crossover
