#pragma once

#include <cstdint>
#include <string>

namespace crossover {

/// Bytes that this process may still allocate without swapping or being killed: the least of what
/// the machine has to spare (MemAvailable: proc(5)) and what the cgroups leave. A forecast, not a
/// promise.
std::uint64_t available_memory_bytes();

/// Where pages come from.
struct MemoryPlacement {
  unsigned nodes = 1;  ///< NUMA nodes that they come from in turn; 1: the system places them
  std::string words = "not known";  ///< "interleaved over 2 NUMA nodes", or why they are not
};

}  // namespace crossover
