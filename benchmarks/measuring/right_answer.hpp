#pragma once

#include "crossover/workload.hpp"

namespace crossover {

/// Throws in what item the results of the last run are wrong.
void require_right_answer(const Workload& workload);

}  // namespace crossover
