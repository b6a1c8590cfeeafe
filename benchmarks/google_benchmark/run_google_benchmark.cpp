#include "benchmarks/google_benchmark/run_google_benchmark.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

#include "benchmarks/exit_code.hpp"
#include "benchmarks/google_benchmark/context.hpp"
#include "benchmarks/google_benchmark/json_reporter.hpp"
#include "benchmarks/google_benchmark/minimum_time.hpp"
#include "benchmarks/google_benchmark/progress.hpp"
#include "benchmarks/google_benchmark/result_file.hpp"
#include "benchmarks/google_benchmark/trial.hpp"
#include "benchmarks/interruption.hpp"

namespace crossover {

namespace {

using Flags = std::vector<std::string>;

/// Takes the file that Google Benchmark is to write, so that it is written beside and then renamed.
std::optional<std::string> take_output_path(Flags& flags) {
  constexpr std::string_view output = "--benchmark_out=";
  std::optional<std::string> path;
  std::erase_if(flags, [&](const std::string& flag) {
    if (flag.starts_with(output)) {
      path = flag.substr(output.size());
    }
    return flag.starts_with(output);
  });
  return path;
}

/// Where the results go; nowhere if nobody asks for a file.
std::optional<std::string> take_output_path(Options& options, const std::string& machine) {
  auto path = take_output_path(options.google_benchmark);
  if (options.results_folder.empty()) {
    return path;
  }
  if (path) {
    throw UsageError("--dir= and --benchmark_out= both say where the results go: choose one");
  }
  return result_path(options.results_folder, machine);
}

/// The flags must outlive all benchmarks: the library keeps pointers to them.
void initialize(Flags& flags) {
  std::vector<char*> arguments;
  std::ranges::transform(flags, std::back_inserter(arguments),
                         [](std::string& flag) { return flag.data(); });
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  if (count > 1) {
    throw UsageError("unknown flag '" + std::string(arguments[1]) + "'; --help lists all");
  }
}

void register_rows(const Plan& rows, Trial& trial, Progress& progress) {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const Cell& cell = rows[row].cell;
    auto* const benchmark =
        benchmark::RegisterBenchmark(cell.name().c_str(), [&, row](benchmark::State& state) {
          progress.at(row, cell.name());
          trial.measure(state, cell);
        });
    time_as_planned(cell, *benchmark);
  }
}

bool has(const Flags& flags, const char* flag) {
  return std::ranges::find(flags, flag) != flags.end();
}

Unfinished unfinished_result(const std::optional<ResultFile>& file, const Flags& flags) {
  return {.written = file ? file->partial_path() : "",
          .path = file ? file->path() : "",
          .is_json_on_stdout = has(flags, "--benchmark_format=json")};
}

bool is_json(const std::optional<ResultFile>& file, const Flags& flags) {
  return file && !has(flags, "--benchmark_out_format=csv") &&
         !has(flags, "--benchmark_out_format=console");
}

/// JSON by our own reporters, everything else by Google Benchmark's.
void measure(const Plan& rows, Trial& trial, const Unfinished& unfinished, bool is_json_in_file) {
  Progress progress(rows.size());
  register_rows(rows, trial, progress);
  watch_for_interruption(unfinished);
  JsonReporter to_stdout(trial);
  JsonReporter to_file(trial);
  benchmark::RunSpecifiedBenchmarks(unfinished.is_json_on_stdout ? &to_stdout : nullptr,
                                    is_json_in_file ? &to_file : nullptr);
  stop_watching_for_hangs();
  benchmark::Shutdown();
  progress.finish();
}

}  // namespace

int run_google_benchmark(const Plan& rows, unsigned most_workers, Options options) {
  const std::string machine = add_provenance_to_context();
  std::optional<ResultFile> file;
  if (const auto path = take_output_path(options, machine)) {
    file.emplace(*path);
    options.google_benchmark.push_back("--benchmark_out=" + file->partial_path());
  }
  add_files_to_context(options.files_folder);    // which may have been made for the results
  const Flags flags = options.google_benchmark;  // the library takes those away that it knows
  const bool is_json_in_file = is_json(file, flags);
  initialize(options.google_benchmark);

  Trial trial({.effective_cpus = options.scope.effective_cpus,
               .most_workers = most_workers,
               .files = options.files_folder,
               .minimum_time = minimum_time(options.google_benchmark)});
  measure(rows, trial, unfinished_result(file, flags), is_json_in_file);
  if (file) {
    file->publish("\n");
    std::cerr << "wrote " << file->path() << '\n';
  }
  return exit_code::of_rows(trial.any_failed(), interruption());
}

Plan filtered(Plan rows, Flags flags) {
  take_output_path(flags);  // nothing is to be written
  flags.emplace_back("--benchmark_list_tests=true");
  initialize(flags);
  for (const PlannedCell& row : rows) {
    time_as_planned(
        row.cell, *benchmark::RegisterBenchmark(row.cell.name().c_str(), [](benchmark::State&) {}));
  }
  std::stringstream names;
  benchmark::ConsoleReporter reporter;
  reporter.SetOutputStream(&names);
  benchmark::RunSpecifiedBenchmarks(&reporter);
  std::set<std::string> left;
  for (std::string name; std::getline(names, name);) {
    left.insert(name);
  }
  std::erase_if(rows, [&left](const PlannedCell& row) { return !left.contains(row.cell.row()); });
  return rows;
}

}  // namespace crossover
