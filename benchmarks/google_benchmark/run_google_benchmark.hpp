#pragma once

#include <string>
#include <vector>

#include "benchmarks/command_line/options.hpp"
#include "benchmarks/plan.hpp"

namespace crossover {

/// Measures rows as Google Benchmark's and writes them where the options say. Takes memory for
/// `most_workers`, in whichever rows they are. Returns the exit code.
[[nodiscard]] int run_google_benchmark(const Plan& rows, unsigned most_workers, Options options);

/// The rows that Google Benchmark's filter leaves over. It is asked itself, so that its flags are
/// checked as they are for a measurement.
[[nodiscard]] Plan filtered(Plan rows, std::vector<std::string> google_benchmark_flags);

}  // namespace crossover
