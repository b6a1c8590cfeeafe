#include "benchmarks/google_benchmark/json_reporter.hpp"

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

}  // namespace crossover
