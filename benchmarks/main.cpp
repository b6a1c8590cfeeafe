#include <benchmark/benchmark.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalogue_json.hpp"
#include "crossover/cpus.hpp"
#include "crossover/spawned_worker.hpp"
#include "environment.hpp"
#include "interruption.hpp"
#include "json_reporter.hpp"
#include "kernels.hpp"
#include "life/host.hpp"
#include "life/life.hpp"
#include "life/order.hpp"
#include "listing.hpp"
#include "minimum_time.hpp"
#include "options.hpp"
#include "plan.hpp"
#include "probe.hpp"
#include "progress.hpp"
#include "provenance.hpp"
#include "result_file.hpp"
#include "trial.hpp"

namespace crossover {
namespace {

constexpr int some_rows_failed = 1;
constexpr int bad_usage = 2;
constexpr int signal_offset = 128;  // the shell's exit code for a program that signal n has ended

/// To Google Benchmark's context.
void add_context(const Facts& facts) {
  for (const auto& [key, value] : facts) {
    benchmark::AddCustomContext(key, value);
  }
}

/// Adds provenance to the context. Returns the name of this machine.
std::string describe_machine() {
  const Facts facts = provenance();
  add_context(facts);
  benchmark::AddCustomContext("instruction_set", kernels().instruction_set);
  return std::ranges::find(facts, "machine", &Facts::value_type::first)->second;
}

/// Takes the file that Google Benchmark is to write, so that it is written beside and then renamed.
std::optional<std::string> take_output_path(std::vector<std::string>& flags) {
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

/// The flags must outlive all benchmarks: the library keeps pointers to them.
void initialize_google_benchmark(std::vector<std::string>& flags) {
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

/// The rows that Google Benchmark's filter leaves over. It is asked itself, so that its flags are
/// checked as they are for a measurement.
Plan filtered(Plan rows, std::vector<std::string> flags) {
  take_output_path(flags);  // nothing is to be written
  flags.emplace_back("--benchmark_list_tests=true");
  initialize_google_benchmark(flags);
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

/// With any OMP_PROC_BIND, OpenMP's runtimes pin the main thread before `main`, and what it starts
/// inherits that: every strategy would get one CPU.
void refuse_pinned_main_thread() {
  const char* binding = std::getenv("OMP_PROC_BIND");  // NOLINT(concurrency-mt-unsafe)
  if (CROSSOVER_WITH_OPENMP != 0 && binding != nullptr && std::string_view(binding) != "false") {
    throw UsageError(
        "OMP_PROC_BIND is set, which pins the main thread and with it the workers of every "
        "strategy to one CPU: unset it, and use taskset to choose CPUs");
  }
}

bool has(const std::vector<std::string>& flags, const std::string& flag) {
  return std::ranges::find(flags, flag) != flags.end();
}

/// Null: Google Benchmark's own reporter.
void run_benchmarks(const Trial& trial, bool is_json_on_stdout, bool is_json_in_file) {
  JsonReporter to_stdout(trial);
  JsonReporter to_file(trial);
  benchmark::RunSpecifiedBenchmarks(is_json_on_stdout ? &to_stdout : nullptr,
                                    is_json_in_file ? &to_file : nullptr);
}

/// Takes memory for that many workers, in whichever rows they are.
int measure(const Plan& rows, unsigned workers, Options options) {
  const std::string machine = describe_machine();
  auto output = take_output_path(options.google_benchmark);
  if (!options.results_folder.empty()) {
    if (output) {
      throw UsageError("--dir= and --benchmark_out= both say where the results go: choose one");
    }
    output = result_path(options.results_folder, machine);
  }
  std::optional<ResultFile> file;
  if (output) {
    file.emplace(*output);
    options.google_benchmark.push_back("--benchmark_out=" + file->partial_path());
  }
  add_context(file_facts(options.files_folder));  // which may have been made for the results
  const bool is_json_on_stdout = has(options.google_benchmark, "--benchmark_format=json");
  const bool is_json_in_file = file &&
                               !has(options.google_benchmark, "--benchmark_out_format=csv") &&
                               !has(options.google_benchmark, "--benchmark_out_format=console");
  initialize_google_benchmark(options.google_benchmark);

  Trial trial({.effective_cpus = options.scope.effective_cpus,
               .most_workers = workers,
               .files = options.files_folder,
               .minimum_time = minimum_time(options.google_benchmark)});
  Progress progress(rows.size());
  register_rows(rows, trial, progress);
  watch_for_interruption({.written = file ? file->partial_path() : "",
                          .path = file ? file->path() : "",
                          .is_json_on_stdout = is_json_on_stdout});
  run_benchmarks(trial, is_json_on_stdout, is_json_in_file);
  stop_watching_for_hangs();
  benchmark::Shutdown();
  progress.finish();

  if (file) {
    file->publish("\n");
    std::cerr << "wrote " << file->path() << '\n';
  }
  if (interruption() != 0) {
    return signal_offset + interruption();
  }
  return trial.any_failed() ? some_rows_failed : EXIT_SUCCESS;
}

/// Google Benchmark's context, with what was added to it, and the catalogue.
nlohmann::ordered_json context() {
  std::stringstream text;
  benchmark::JSONReporter reporter;
  reporter.SetOutputStream(&text);
  reporter.ReportContext(benchmark::BenchmarkReporter::Context());
  text << "]}";
  auto context = nlohmann::ordered_json::parse(text).at("context");
  context["strategies"] = strategies_as_json();
  context["questions"] = questions_as_json();
  return context;
}

/// The arguments that make a host of this program: its own, but for the wish to live.
std::vector<std::string> host_arguments(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  std::erase(arguments, "--life");
  arguments.push_back("--host-of=" + std::to_string(::getpid()));
  return arguments;
}

int live(const Plan& rows, const Options& options, std::vector<std::string> host_arguments) {
  const Order order = read_order(std::cin, rows);
  describe_machine();
  add_context(file_facts(options.files_folder));
  watch_for_interruption();
  const Life::Conditions conditions{.effective_cpus = options.scope.effective_cpus,
                                    .host_arguments = std::move(host_arguments)};
  Life life(rows, order, conditions);
  const nlohmann::ordered_json measured = life.live();
  std::cout << "{\"context\": " << context() << ",\n\"benchmarks\": [";
  const char* between = "\n";
  for (const auto& row : measured) {
    std::cout << between << row;
    between = ",\n";
  }
  std::cout << "\n]}\n";
  if (interruption() != 0) {
    return signal_offset + interruption();
  }
  return life.any_failed() ? some_rows_failed : EXIT_SUCCESS;
}

int answer(int argc, char** argv) {
  Options options = parse_options(argc, argv, effective_cpus());
  if (options.list) {
    options.text = listing();
  }
  if (options.text) {
    std::cout << *options.text;
    return EXIT_SUCCESS;
  }
  refuse_pinned_main_thread();
  if (options.probe) {
    std::cout << to_json(probe(options.scope.effective_cpus));
    return EXIT_SUCCESS;
  }
  const Plan whole = plan(options.questions, options.scope);
  const Plan rows = options.group.empty() ? whole : only_group(options.group, whole);
  if (options.plan) {
    std::cout << to_json(filtered(rows, options.google_benchmark), options.scope.effective_cpus);
    return EXIT_SUCCESS;
  }
  if (options.life) {
    return live(rows, options, host_arguments(argc, argv));
  }
  if (options.host_of != 0) {
    Host(rows, {.effective_cpus = options.scope.effective_cpus,
                .most_workers = most_workers(whole),
                .files = options.files_folder})
        .serve(options.host_of);
    return EXIT_SUCCESS;
  }
  execute_with_environment_of(rows, argv);
  // A group has the same memory as it has among the others.
  return measure(rows, most_workers(whole), std::move(options));
}

}  // namespace
}  // namespace crossover

int main(int argc, char** argv) {
  if (const auto exit_code = crossover::run_as_spawned_worker(argc, argv)) {
    return *exit_code;
  }
  try {
    const int exit_code = crossover::answer(argc, argv);
    if (!std::cout.flush()) {
      throw crossover::UsageError("the standard output could not be written completely");
    }
    return exit_code;
  } catch (const crossover::UsageError& error) {
    std::cerr << "bench: " << error.what() << '\n';
    return crossover::bad_usage;
  } catch (const std::exception& failure) {
    std::cerr << "bench: " << failure.what() << '\n';
    return EXIT_FAILURE;
  }
}
