#pragma once

#include "crossover/strategy.hpp"

namespace crossover {

/// How a strategy spreads work over the ranks of an MPI job.
struct Spread {
  bool gathers_results = true;      ///< in each run; otherwise they stay where they are computed
  bool has_threads_inside = false;  ///< as many as it takes; otherwise a rank is one worker
};

/// The strategy with these traits: rank 0 works too, as the callers of pools do. Unavailable where
/// there is no MPI, or no launcher has started several ranks.
[[nodiscard]] Strategy spread_over_ranks(Strategy traits, Spread spread);

}  // namespace crossover
