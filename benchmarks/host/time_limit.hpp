#pragma once

#include <chrono>

#include "crossover/question.hpp"

namespace crossover {

/// After which a host that has not answered is taken for lost: what a crew needs, whatever it does,
/// and what the memory of the workload takes on a slow machine.
[[nodiscard]] std::chrono::milliseconds time_limit(const Cell& cell,
                                                   std::chrono::milliseconds for_a_crew);

}  // namespace crossover
