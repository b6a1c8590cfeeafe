#pragma once

#include "crossover/strategy.hpp"

namespace crossover {

/// `squares` computed by the very kernel that every strategy calls, but with one direct call a run:
/// no slices, no virtual call, no record of who computed. What the interface costs is measured
/// against it. Not in the catalogue, since it is nobody's choice.
const Strategy& bare_loop();

/// `squares` of intensity 1 and ordinary stores by a plain loop compiled with -march=native: what a
/// compiler makes of it that need not care for other processors.
const Strategy& native_loop();

}  // namespace crossover
