#pragma once

#include "benchmarks/google_benchmark/flags.hpp"
#include "benchmarks/plan.hpp"

namespace crossover {

/// The rows that Google Benchmark's filter leaves over. It is asked itself, so that its flags are
/// checked as they are for a measurement. No benchmark is registered afterwards.
[[nodiscard]] Plan filtered(Plan rows, Flags flags);

}  // namespace crossover
