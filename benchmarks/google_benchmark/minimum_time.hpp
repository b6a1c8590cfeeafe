#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace crossover {

/// What Google Benchmark wants a row to take at least, by its flags, of which the last prevails, or
/// else by the environment; none if that is no number of seconds.
[[nodiscard]] std::optional<std::chrono::duration<double>> minimum_time(
    const std::vector<std::string>& google_benchmark_flags);

}  // namespace crossover
