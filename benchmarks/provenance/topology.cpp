#include "benchmarks/provenance/topology.hpp"

#include "src/system/hwloc_topology.hpp"

namespace crossover {
namespace {

std::optional<unsigned> count(const HwlocTopology& topology, hwloc_obj_type_t type) {
  // 0: hwloc has found none, which no machine has; -1: they are on several levels.
  const int found = hwloc_get_nbobjs_by_type(topology.get(), type);
  return found > 0 ? std::optional(static_cast<unsigned>(found)) : std::nullopt;
}

Topology count_all(const HwlocTopology& topology) {
  if (!topology) {
    return {};
  }
  return {.sockets = count(topology, HWLOC_OBJ_PACKAGE),
          .cores = count(topology, HWLOC_OBJ_CORE),
          .hardware_threads = count(topology, HWLOC_OBJ_PU),
          .numa_nodes = count(topology, HWLOC_OBJ_NUMANODE)};
}

}  // namespace

Topology read_topology() {
  // hwloc leaves out what a cpuset forbids, unless told.
  return count_all(topology_of_this_machine(HWLOC_TOPOLOGY_FLAG_INCLUDE_DISALLOWED));
}

Topology read_topology_of(const std::string& synthetic) {
  return count_all(synthetic_topology(synthetic));
}

}  // namespace crossover
