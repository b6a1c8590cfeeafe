#pragma once

#include <benchmark/benchmark.h>

#include <vector>

#include "benchmarks/google_benchmark/trial.hpp"

namespace crossover {

/// Google Benchmark's JSON, with what readers need to know of the catalogue in its context, and in
/// rows without a time a counter that says of which kind their failure is.
class JsonReporter final : public benchmark::JSONReporter {
 public:
  /// `trial` measures the rows.
  explicit JsonReporter(const Trial& trial) : trial_(trial) {}

  bool ReportContext(const Context& context) override;
  void ReportRuns(const std::vector<Run>& runs) override;

 private:
  const Trial& trial_;
};

}  // namespace crossover
