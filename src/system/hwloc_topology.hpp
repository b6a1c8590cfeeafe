#pragma once

#include <hwloc.h>

#include <memory>
#include <string>

namespace crossover {

struct DestroyTopology {
  void operator()(hwloc_topology_t topology) const noexcept { hwloc_topology_destroy(topology); }
};

/// Null where hwloc cannot tell.
using HwlocTopology = std::unique_ptr<hwloc_topology, DestroyTopology>;

/// What this process may use of this machine, unless hwloc's flags ask for more. Null too if its
/// environment variables put a recorded machine in this one's place.
[[nodiscard]] HwlocTopology topology_of_this_machine(unsigned long flags = 0);

/// A made-up machine in hwloc's words, such as "pack:2 core:4 pu:2".
[[nodiscard]] HwlocTopology synthetic_topology(const std::string& words);

}  // namespace crossover
