#include "benchmarks/google_benchmark/run_google_benchmark.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <optional>
#include <utility>

#include "benchmarks/exit_code.hpp"
#include "benchmarks/google_benchmark/answerer.hpp"
#include "benchmarks/google_benchmark/context.hpp"
#include "benchmarks/google_benchmark/filter.hpp"
#include "benchmarks/google_benchmark/flags.hpp"
#include "benchmarks/google_benchmark/minimum_time.hpp"
#include "benchmarks/google_benchmark/progress.hpp"
#include "benchmarks/google_benchmark/reporters.hpp"
#include "benchmarks/google_benchmark/result_file.hpp"
#include "benchmarks/google_benchmark/row_runner.hpp"
#include "benchmarks/interruption.hpp"
#include "src/system/private_folder.hpp"

namespace crossover {

namespace {

constexpr auto output = "--benchmark_out";

/// Where the results go; nowhere if nobody asks for a file.
std::optional<std::string> take_output_path(Options& options, const std::string& machine) {
  auto path = take(options.google_benchmark, output);
  if (options.results_folder.empty()) {
    return path;
  }
  if (path) {
    throw UsageError("--dir= and --benchmark_out= both say where the results go: choose one");
  }
  return result_path(options.results_folder, machine);
}

/// Rows are timed elsewhere.
void register_rows(const Plan& rows, RowRunner& runner, Progress& progress) {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const Cell& cell = rows[row].cell;
    auto* const registered =
        benchmark::RegisterBenchmark(cell.name().c_str(), [&, row](benchmark::State& state) {
          progress.at(row, cell.name());
          runner.measure(state, cell);
        });
    registered->UseManualTime();
    if (const unsigned iterations = fixed_iterations(cell.phase, cell.rest); iterations != 0) {
      registered->Iterations(iterations);
    }
  }
}

void measure(const Plan& rows, RowRunner& runner, const Flags& flags, bool is_file_wanted) {
  Progress progress(rows.size());
  register_rows(rows, runner, progress);
  const auto display = display_reporter(rows, runner, flags);
  const auto file = is_file_wanted ? file_reporter(rows, runner, flags) : nullptr;
  benchmark::RunSpecifiedBenchmarks(display.get(), file.get());
  benchmark::Shutdown();
  progress.finish();
}

/// A row is timed for as long as its minimum time, and runs before and after that.
std::chrono::milliseconds limit(const Options& options, const RowTimer::MinimumTime& minimum) {
  using std::chrono::milliseconds;
  constexpr auto standard = std::chrono::seconds(60);
  constexpr double minimum_times = 10;
  const auto for_timing = minimum_times * minimum.value_or(std::chrono::duration<double>(0));
  return options.time_limit.value_or(standard) +
         std::chrono::duration_cast<milliseconds>(for_timing);
}

/// Its rows have been filtered.
void prepare_measurement(Flags& flags, const ResultFile* file) {
  static_cast<void>(take(flags, "--benchmark_filter"));
  flags.emplace_back("--benchmark_filter=.");
  flags.emplace_back("--benchmark_list_tests=false");
  if (file != nullptr) {
    flags.push_back(std::string(output) + "=" + file->partial_path());
  }
  initialize(flags);
}

bool is_list_wanted(const Flags& flags) {
  return has(flags, "--benchmark_list_tests") || has(flags, "--benchmark_list_tests=true");
}

void print_list(const Plan& rows) {
  for (const PlannedCell& row : rows) {
    std::cout << row.cell.row() << '\n';
  }
}

/// Google Benchmark would count what this process does while another one measures.
void refuse_counters_of_this_process(const Flags& flags) {
  constexpr auto counters = "--benchmark_perf_counters=";
  if (std::ranges::any_of(flags, [](const auto& each) { return each.starts_with(counters); })) {
    throw UsageError(
        "--benchmark_perf_counters: rows are measured by another process than the one that Google "
        "Benchmark counts in; use perf stat, which follows all of them");
  }
}

/// What is left of the rows once they have been measured.
struct Outcome {
  bool any_begun = false;
  bool any_failed = false;
};

Outcome measure_all(const Plan& rows, Options& options, const std::vector<std::string>& arguments,
                    const ResultFile* file) {
  const Flags asked_for = options.google_benchmark;  // the library takes those away that it knows
  const RowTimer::MinimumTime minimum = minimum_time(asked_for);
  prepare_measurement(options.google_benchmark, file);
  Answerer answerer(rows,
                    {.effective_cpus = options.scope.effective_cpus,
                     .most_workers = most_workers(rows),
                     .files = options.files_folder},
                    arguments, limit(options, minimum));
  RowRunner runner([&](const Cell& cell,
                       const nlohmann::json& request) { return answerer.answer(cell, request); },
                   minimum);
  measure(rows, runner, asked_for, file != nullptr);
  return {.any_begun = runner.any_begun(), .any_failed = runner.any_failed()};
}

void publish(std::optional<ResultFile>& file, bool any_begun) {
  if (!any_begun) {
    std::cerr << "bench: ended before a row was measured; nothing was written\n";
  } else if (file) {
    file->publish("\n");
    std::cerr << "wrote " << file->path() << '\n';
  }
}

}  // namespace

int run_google_benchmark(const Plan& all_rows, Options options,
                         const std::vector<std::string>& arguments) {
  refuse_counters_of_this_process(options.google_benchmark);
  const Plan rows = filtered(all_rows, options.google_benchmark);
  if (is_list_wanted(options.google_benchmark) || rows.empty()) {
    print_list(rows);
    return exit_code::success;
  }
  const std::string machine = add_provenance_to_context();
  std::optional<ResultFile> file;
  if (const auto path = take_output_path(options, machine)) {
    file.emplace(*path);
  }
  add_files_to_context(options.files_folder);  // which may have been made for the results
  const Outcome outcome = measure_all(rows, options, arguments, file ? &*file : nullptr);
  remove_abandoned_folders(options.files_folder);
  publish(file, outcome.any_begun);
  return exit_code::of_rows(outcome.any_failed, interruption());
}

}  // namespace crossover
