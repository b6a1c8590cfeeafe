#pragma once

#include <omp.h>

#include "crossover/sliced_crew.hpp"

namespace crossover {

/// A crew on OpenMP's threads, which the runtime starts with the first run.
class OpenmpCrew : public SlicedCrew {
 public:
  using SlicedCrew::SlicedCrew;
  OpenmpCrew(const OpenmpCrew&) = delete;
  OpenmpCrew& operator=(const OpenmpCrew&) = delete;
  OpenmpCrew(OpenmpCrew&&) = delete;
  OpenmpCrew& operator=(OpenmpCrew&&) = delete;

  /// Asks the runtime to end its threads: libgomp does; libomp 14 keeps them asleep, and aborts
  /// later if asked harder.
  ~OpenmpCrew() override { omp_pause_resource_all(omp_pause_soft); }
};

}  // namespace crossover
