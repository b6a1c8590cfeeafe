#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "benchmarks/command_line/options.hpp"
#include "benchmarks/environment.hpp"
#include "benchmarks/exit_code.hpp"
#include "benchmarks/google_benchmark/run_google_benchmark.hpp"
#include "benchmarks/life/host.hpp"
#include "benchmarks/life/run_life.hpp"
#include "benchmarks/plan.hpp"
#include "benchmarks/probe.hpp"
#include "crossover/spawned_worker.hpp"
#include "src/system/cpus.hpp"

namespace crossover {
namespace {

int print(const std::string& text) {
  std::cout << text;
  return exit_code::success;
}

int serve_as_host(const Plan& rows, unsigned most_workers, const Options& options) {
  Host host(rows, {.effective_cpus = options.scope.effective_cpus,
                   .most_workers = most_workers,
                   .files = options.files_folder});
  host.serve(options.host_of);
  return exit_code::success;
}

int do_as_told(int argc, char** argv) {
  const Options options = parse_options(argc, argv, effective_cpus());
  if (options.text) {
    return print(*options.text);
  }
  refuse_pinned_main_thread();
  if (options.probe) {
    return print(to_json(probe(options.scope.effective_cpus)));
  }
  const Plan whole = plan(options.questions, options.scope);
  const Plan rows = options.group.empty() ? whole : only_group(options.group, whole);
  const unsigned workers = most_workers(whole);  // a group has the memory that it has among others
  if (options.plan) {
    return print(to_json(filtered(rows, options.google_benchmark), options.scope.effective_cpus));
  }
  if (options.life) {
    return run_life(rows, options, std::vector<std::string>(argv + 1, argv + argc));
  }
  if (options.host_of != 0) {
    return serve_as_host(rows, workers, options);
  }
  execute_with_environment_of(rows, argv);
  return run_google_benchmark(rows, workers, options);
}

}  // namespace
}  // namespace crossover

int main(int argc, char** argv) {
  if (const auto exit_code = crossover::run_as_spawned_worker(argc, argv)) {
    return *exit_code;
  }
  try {
    const int exit_code = crossover::do_as_told(argc, argv);
    if (!std::cout.flush()) {
      throw crossover::UsageError("the standard output could not be written completely");
    }
    return exit_code;
  } catch (const crossover::UsageError& error) {
    std::cerr << "bench: " << error.what() << '\n';
    return crossover::exit_code::bad_usage;
  } catch (const std::exception& failure) {
    std::cerr << "bench: " << failure.what() << '\n';
    return crossover::exit_code::some_rows_failed;
  }
}
