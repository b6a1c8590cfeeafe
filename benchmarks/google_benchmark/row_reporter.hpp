#pragma once

#include <benchmark/benchmark.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "benchmarks/google_benchmark/row_runner.hpp"
#include "benchmarks/plan.hpp"

namespace crossover {

/// Has another reporter write rows as they were measured, which Google Benchmark cannot know: with
/// the clock in their name that they were timed by, and with the CPU time of all workers. Output
/// that cannot be written asks for the end of the program.
class RowReporter : public benchmark::BenchmarkReporter {
 public:
  RowReporter(const Plan& rows, std::shared_ptr<BenchmarkReporter> writer);

  bool ReportContext(const Context& context) override;
  void ReportRuns(const std::vector<Run>& runs) override;
  void Finalize() override { writer_->Finalize(); }

 protected:
  /// Corrects one more thing, if there is one.
  virtual void correct(Run& /*run*/) const {}

 private:
  std::set<std::string> timed_in_batches_;  // names of cells
  std::shared_ptr<BenchmarkReporter> writer_;
};

/// Google Benchmark's JSON, with what readers need to know of the catalogue in its context, and in
/// rows without a time a counter that says of which kind their failure is.
class JsonReporter final : public RowReporter {
 public:
  /// `runner` measures the rows.
  JsonReporter(const Plan& rows, const RowRunner& runner)
      : RowReporter(rows, std::make_shared<benchmark::JSONReporter>()), runner_(runner) {}

  bool ReportContext(const Context& context) override;

 protected:
  void correct(Run& run) const override;

 private:
  const RowRunner& runner_;
};

/// A reporter that lives elsewhere.
[[nodiscard]] inline std::shared_ptr<benchmark::BenchmarkReporter> not_owned(
    benchmark::BenchmarkReporter& reporter) {
  return {std::shared_ptr<void>(), &reporter};
}

}  // namespace crossover
