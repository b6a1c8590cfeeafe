#include "benchmarks/google_benchmark/row_reporter.hpp"

#include <csignal>
#include <utility>

#include "benchmarks/google_benchmark/catalogue_json.hpp"
#include "benchmarks/interruption.hpp"

namespace crossover {

namespace {

using Run = benchmark::BenchmarkReporter::Run;

/// Google Benchmark takes strings only, and each once for all reporters. Not before it has shown
/// its context on the terminal, where nobody would read them.
void add_catalogue_to_context() {
  [[maybe_unused]] static const bool is_added = [] {
    benchmark::AddCustomContext("strategies", strategies_as_json().dump());
    benchmark::AddCustomContext("questions", questions_as_json().dump());
    benchmark::AddCustomContext("jobs", jobs_as_json().dump());
    return true;
  }();
}

/// Of one run, or, as with counters, what has been computed of repetitions.
void set_cpu_time(Run& run) {
  constexpr double second = 1e9;  // in nanoseconds
  const auto cpu_ns = run.counters.find("cpu_ns");
  if (cpu_ns == run.counters.end()) {
    return;
  }
  const double value = cpu_ns->second;
  run.cpu_accumulated_time = run.aggregate_unit == benchmark::kPercentage
                                 ? value
                                 : value / second * static_cast<double>(run.iterations);
}

}  // namespace

RowReporter::RowReporter(const Plan& rows, std::shared_ptr<BenchmarkReporter> writer)
    : writer_(std::move(writer)) {
  for (const PlannedCell& row : rows) {
    if (!is_timed_by_run(row.cell.phase)) {
      timed_in_batches_.insert(row.cell.name());
    }
  }
}

bool RowReporter::ReportContext(const Context& context) {
  writer_->SetOutputStream(&GetOutputStream());
  writer_->SetErrorStream(&GetErrorStream());
  return writer_->ReportContext(context);
}

void RowReporter::ReportRuns(const std::vector<Run>& runs) {
  std::vector<Run> told = runs;
  for (Run& run : told) {
    if (timed_in_batches_.contains(run.run_name.function_name)) {
      run.run_name.time_type = "real_time";
    }
    set_cpu_time(run);
    correct(run);
  }
  writer_->ReportRuns(told);
  if (!GetOutputStream().flush()) {
    ask_for_the_end(SIGPIPE);
  }
}

bool JsonReporter::ReportContext(const Context& context) {
  add_catalogue_to_context();
  return RowReporter::ReportContext(context);
}

/// Google Benchmark itself forgets the counters of a row that has no time.
void JsonReporter::correct(Run& run) const {
  const auto kind = runner_.failure_of(run.run_name.function_name);
  if (kind && kind != FailureKind::failed && run.real_accumulated_time == 0) {
    run.counters[std::string(name_of(*kind))] = 1;
  }
}

}  // namespace crossover
