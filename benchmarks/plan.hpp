#pragma once

#include <vector>

#include "crossover/question.hpp"

namespace crossover {

/// The cells of all questions, each once, in the questions' order. Throws UsageError for cells that
/// cannot be: a parameter out of bounds, or more memory than there is.
[[nodiscard]] std::vector<Cell> plan(const std::vector<const Question*>& questions,
                                     const Scope& scope);

/// The largest number of workers in any cell, at least 1.
[[nodiscard]] unsigned most_workers(const std::vector<Cell>& cells);

}  // namespace crossover
