#pragma once

/// All that a workload, a strategy or a question of one's own needs.
#include "crossover/catalogue.hpp"     // IWYU pragma: export
#include "crossover/parameters.hpp"    // IWYU pragma: export
#include "crossover/result_array.hpp"  // IWYU pragma: export
#include "crossover/sliced_crew.hpp"   // IWYU pragma: export
