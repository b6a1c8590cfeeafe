#include "benchmarks/host/time_limit.hpp"

#include <cstdint>

#include "crossover/catalogue.hpp"

namespace crossover {

std::chrono::milliseconds time_limit(const Cell& cell, std::chrono::milliseconds for_a_crew) {
  constexpr std::chrono::nanoseconds for_a_byte(400);
  const std::chrono::nanoseconds for_memory =
      for_a_byte * static_cast<std::int64_t>(recipe_of(cell.workload).bytes(cell.workload));
  return for_a_crew + std::chrono::duration_cast<std::chrono::milliseconds>(for_memory);
}

}  // namespace crossover
