#include "benchmarks/life/run_life.hpp"

#include <iostream>
#include <nlohmann/json.hpp>

#include "benchmarks/exit_code.hpp"
#include "benchmarks/google_benchmark/context.hpp"
#include "benchmarks/interruption.hpp"
#include "benchmarks/life/life.hpp"
#include "benchmarks/life/request.hpp"
#include "src/system/private_folder.hpp"

namespace crossover {

namespace {

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

int run_life(const Plan& rows, const Options& options, const std::vector<std::string>& arguments) {
  const LifeRequest request = read_request(std::cin, rows);
  add_provenance_to_context();
  add_files_to_context(options.files_folder);
  const Life::Conditions conditions{.effective_cpus = options.scope.effective_cpus,
                                    .time_limit = options.time_limit,
                                    .arguments = arguments};
  Life life(rows, request, conditions);
  const auto measured = life.live();
  remove_abandoned_folders(options.files_folder);
  write(measured);
  return exit_code::of_rows(life.any_failed(), interruption());
}

}  // namespace crossover
