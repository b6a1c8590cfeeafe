#pragma once

#include <cstdint>
#include <iosfwd>
#include <set>
#include <string>

#include "benchmarks/plan.hpp"

namespace crossover {

/// What one life shall measure.
struct LifeRequest {
  std::uint64_t seed = 0;       ///< decides who has a turn when
  unsigned rounds = 1;          ///< in each of which every row has a turn
  double sample_ms = 4;         ///< for how long a turn times, once its crew has settled
  std::set<std::string> rows;   ///< of the plan; those that are due
  std::set<std::string> twins;  ///< of these rows: measured once more, as rows of their own
  std::string against;          ///< another build of this program, measured beside; empty: none
};

/// Reads `{"seed": 17, "rounds": 1, "sample_ms": 4.0, "rows": ["squares/..."], "twins": [],
/// "against": null}`. Each may be left out: then all rows of the plan are due, there are no twins
/// and no other program. Throws UsageError.
[[nodiscard]] LifeRequest read_request(std::istream& text, const Plan& plan);

}  // namespace crossover
