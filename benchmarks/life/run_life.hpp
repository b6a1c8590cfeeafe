#pragma once

#include <string>
#include <vector>

#include "benchmarks/command_line/options.hpp"
#include "benchmarks/plan.hpp"

namespace crossover {

/// Lives one life as the standard input orders and writes its rows to the standard output, in
/// Google Benchmark's form. `arguments` are those that this program was called with. Returns the
/// exit code.
[[nodiscard]] int run_life(const Plan& rows, const Options& options,
                           const std::vector<std::string>& arguments);

}  // namespace crossover
