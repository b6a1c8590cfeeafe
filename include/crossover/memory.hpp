#pragma once

#include <cstdint>

namespace crossover {

/// Bytes that this process may still allocate without swapping or being killed: the least of what
/// the machine has to spare (MemAvailable: proc(5)) and what the cgroups leave. A forecast, not a
/// promise.
std::uint64_t available_memory_bytes();

}  // namespace crossover
