#include "benchmarks/google_benchmark/json_reporter.hpp"

#include <string>

#include "benchmarks/google_benchmark/catalogue_json.hpp"

namespace crossover {

namespace {

/// Google Benchmark takes strings only, and each once for all reporters. Not before it has shown
/// its context on the terminal, where nobody would read them.
void add_catalogue_to_context() {
  [[maybe_unused]] static const bool is_added = [] {
    benchmark::AddCustomContext("strategies", strategies_as_json().dump());
    benchmark::AddCustomContext("questions", questions_as_json().dump());
    return true;
  }();
}

}  // namespace

bool JsonReporter::ReportContext(const Context& context) {
  add_catalogue_to_context();
  return JSONReporter::ReportContext(context);
}

/// Google Benchmark itself forgets the counters of a row that has no time.
void JsonReporter::ReportRuns(const std::vector<Run>& runs) {
  std::vector<Run> told = runs;
  for (Run& run : told) {
    const auto kind = trial_.failure_of(run.run_name.function_name);
    if (kind && kind != FailureKind::failed && run.real_accumulated_time == 0) {
      run.counters[std::string(name_of(*kind))] = 1;
    }
  }
  JSONReporter::ReportRuns(told);
}

}  // namespace crossover
