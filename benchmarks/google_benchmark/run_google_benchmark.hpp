#pragma once

#include <string>
#include <vector>

#include "benchmarks/command_line/options.hpp"
#include "benchmarks/plan.hpp"

namespace crossover {

/// Measures rows as Google Benchmark's and writes them where the options say. `arguments` are those
/// that this program was called with. Returns the exit code.
[[nodiscard]] int run_google_benchmark(const Plan& rows, Options options,
                                       const std::vector<std::string>& arguments);

}  // namespace crossover
