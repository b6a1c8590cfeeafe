#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>

#include "src/system/hwloc_topology.hpp"
#include "src/system/memory.hpp"

namespace crossover {

/// The NUMA nodes that these CPUs have nearest to them, by the system's numbers. Not the memory
/// that lies beside, slower or farther than a CPU's own.
[[nodiscard]] std::set<unsigned> nearest_memory_nodes(const HwlocTopology& machine,
                                                      const std::set<unsigned>& cpus);

/// Has pages that nobody has touched yet come from these nodes in turn. Returns why not; empty if
/// they will.
[[nodiscard]] std::string interleave(std::span<std::byte> pages, const HwlocTopology& machine,
                                     const std::set<unsigned>& nodes);

/// Interleaves untouched pages over the nodes nearest to the CPUs that the calling thread may use.
/// Where that is refused, the system places them: on the node of whoever touches them first.
[[nodiscard]] MemoryPlacement place(std::span<std::byte> pages);

}  // namespace crossover
