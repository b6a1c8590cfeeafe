#include "benchmarks/google_benchmark/filter.hpp"

#include <benchmark/benchmark.h>

#include <set>
#include <sstream>
#include <string>

namespace crossover {

namespace {

/// So that the library gives it the name of the row.
void register_for_its_name(const Cell& cell) {
  auto* const row = benchmark::RegisterBenchmark(cell.name().c_str(), [](benchmark::State&) {});
  is_timed_by_run(cell.phase) ? row->UseManualTime() : row->UseRealTime();
  if (const unsigned iterations = fixed_iterations(cell.phase, cell.rest); iterations != 0) {
    row->Iterations(iterations);
  }
}

}  // namespace

Plan filtered(Plan rows, Flags flags) {
  static_cast<void>(take(flags, "--benchmark_out"));  // nothing is to be written
  flags.emplace_back("--benchmark_list_tests=true");
  initialize(flags);
  for (const PlannedCell& row : rows) {
    register_for_its_name(row.cell);
  }
  std::stringstream names;
  benchmark::ConsoleReporter reporter;
  reporter.SetOutputStream(&names);
  benchmark::RunSpecifiedBenchmarks(&reporter);
  benchmark::ClearRegisteredBenchmarks();
  std::set<std::string> left;
  for (std::string name; std::getline(names, name);) {
    left.insert(name);
  }
  std::erase_if(rows, [&left](const PlannedCell& row) { return !left.contains(row.cell.row()); });
  return rows;
}

}  // namespace crossover
