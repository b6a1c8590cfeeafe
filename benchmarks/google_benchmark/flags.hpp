#pragma once

#include <optional>
#include <string>
#include <vector>

namespace crossover {

/// The program's name and the flags of Google Benchmark.
using Flags = std::vector<std::string>;

/// The value of the last `name=`, which are all taken away.
[[nodiscard]] std::optional<std::string> take(Flags& flags, const std::string& name);

/// Gives them to the library, which keeps pointers to them and takes those away that it knows.
/// Throws UsageError for one that it does not know.
void initialize(Flags& flags);

[[nodiscard]] bool has(const Flags& flags, const std::string& flag);

}  // namespace crossover
