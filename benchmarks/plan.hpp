#pragma once

#include <string>
#include <vector>

#include "crossover/question.hpp"

namespace crossover {

/// A cell, and the group that it is listed in.
struct PlannedCell {
  std::string group;  ///< `sizes/thread_pool`: one question under one strategy
  Cell cell;
};

using Plan = std::vector<PlannedCell>;

/// The cells of all questions, each once, in the questions' order; one that several questions have
/// belongs to the first. Throws UsageError for cells that cannot be: a parameter out of bounds, or
/// more memory than there is.
[[nodiscard]] Plan plan(const std::vector<const Question*>& questions, const Scope& scope);

/// The largest number of workers in any cell, at least 1.
[[nodiscard]] unsigned most_workers(const Plan& plan);

/// Whether a row of it is measured with the other ranks of an MPI job, which then must all join it.
[[nodiscard]] bool needs_ranks(const Plan& plan);

/// JSON: `{"effective_cpus": 2, "groups": [{"group": "sizes/serial", "rows": ["squares/serial/...",
/// ...]}, ...]}`, the groups and their rows in the plan's order; the plan was made for so many
/// CPUs.
[[nodiscard]] std::string to_json(const Plan& plan, unsigned effective_cpus);

}  // namespace crossover
