#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace crossover {

/// The candidate that takes the fewest insertions, deletions and replacements to become `name`
/// (Levenshtein distance). There is at least one candidate.
[[nodiscard]] std::string nearest(std::string_view name,
                                  const std::vector<std::string>& candidates);

}  // namespace crossover
