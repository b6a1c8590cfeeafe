#pragma once

#include <benchmark/benchmark.h>

#include <memory>

#include "benchmarks/google_benchmark/flags.hpp"
#include "benchmarks/google_benchmark/row_runner.hpp"
#include "benchmarks/plan.hpp"

namespace crossover {

/// Writes rows to the standard output, in the format that the flags ask for. The library must know
/// the flags already.
[[nodiscard]] std::unique_ptr<benchmark::BenchmarkReporter> display_reporter(
    const Plan& rows, const RowRunner& runner, const Flags& flags);

/// Writes rows to the file that the library opens, in the format that the flags ask for.
[[nodiscard]] std::unique_ptr<benchmark::BenchmarkReporter> file_reporter(const Plan& rows,
                                                                          const RowRunner& runner,
                                                                          const Flags& flags);

}  // namespace crossover
