#include "benchmarks/life/run_life.hpp"

#include <unistd.h>

#include <iostream>
#include <nlohmann/json.hpp>
#include <utility>

#include "benchmarks/exit_code.hpp"
#include "benchmarks/google_benchmark/context.hpp"
#include "benchmarks/interruption.hpp"
#include "benchmarks/life/life.hpp"
#include "benchmarks/life/order.hpp"

namespace crossover {

namespace {

/// Those that make a host of this program: its own, but for the wish to live.
std::vector<std::string> host_arguments(std::vector<std::string> arguments) {
  std::erase(arguments, "--life");
  arguments.push_back("--host-of=" + std::to_string(::getpid()));
  return arguments;
}

/// Each row on a line of its own.
void write(const nlohmann::ordered_json& rows) {
  std::cout << "{\"context\": " << context() << ",\n\"benchmarks\": [";
  const char* between = "\n";
  for (const auto& row : rows) {
    std::cout << between << row;
    between = ",\n";
  }
  std::cout << "\n]}\n";
}

}  // namespace

int run_life(const Plan& rows, const Options& options, std::vector<std::string> arguments) {
  const Order order = read_order(std::cin, rows);
  add_provenance_to_context();
  add_files_to_context(options.files_folder);
  watch_for_interruption();
  const Life::Conditions conditions{.effective_cpus = options.scope.effective_cpus,
                                    .host_arguments = host_arguments(std::move(arguments))};
  Life life(rows, order, conditions);
  write(life.live());
  return exit_code::of_rows(life.any_failed(), interruption());
}

}  // namespace crossover
