#include "benchmarks/google_benchmark/reporters.hpp"

#include "benchmarks/google_benchmark/row_reporter.hpp"

namespace crossover {

using benchmark::BenchmarkReporter;

std::unique_ptr<BenchmarkReporter> display_reporter(const Plan& rows, const RowRunner& runner,
                                                    const Flags& flags) {
  if (has(flags, "--benchmark_format=json")) {
    return std::make_unique<JsonReporter>(rows, runner);
  }
  return std::make_unique<RowReporter>(rows, not_owned(*benchmark::CreateDefaultDisplayReporter()));
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"  // CSVReporter has no successor
std::unique_ptr<BenchmarkReporter> file_reporter(const Plan& rows, const RowRunner& runner,
                                                 const Flags& flags) {
  using benchmark::ConsoleReporter;
  if (has(flags, "--benchmark_out_format=csv")) {
    return std::make_unique<RowReporter>(rows, std::make_shared<benchmark::CSVReporter>());
  }
  if (has(flags, "--benchmark_out_format=console")) {
    return std::make_unique<RowReporter>(
        rows, std::make_shared<ConsoleReporter>(ConsoleReporter::OO_None));
  }
  return std::make_unique<JsonReporter>(rows, runner);
}
#pragma GCC diagnostic pop

}  // namespace crossover
