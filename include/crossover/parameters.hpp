#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "crossover/recipe.hpp"

namespace crossover {

/// A parameter that is a number with a fixed standard value.
inline Parameter number_parameter(std::string key, std::string summary, std::uint64_t standard,
                                  std::uint64_t minimum, std::uint64_t maximum) {
  return {.key = std::move(key),
          .summary = std::move(summary),
          .standard = [standard](const Spec&) { return std::to_string(standard); },
          .minimum = minimum,
          .maximum = maximum};
}

/// `n`, at most so many that their bytes (of two arrays) can still be counted.
inline Parameter items_parameter(std::uint64_t standard = 9'999'999) {
  return number_parameter("n", "items", standard, 1,
                          std::numeric_limits<std::int64_t>::max() / (2 * sizeof(std::uint64_t)));
}

/// A parameter that is one of several words, the first of which is the standard.
inline Parameter word_parameter(std::string key, std::string summary,
                                const std::vector<std::string>& words) {
  return {.key = std::move(key),
          .summary = std::move(summary),
          .standard = [first = words.front()](const Spec&) { return first; },
          .words = words};
}

}  // namespace crossover
