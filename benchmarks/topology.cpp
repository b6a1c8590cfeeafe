#include "benchmarks/topology.hpp"

#include <hwloc.h>

#include <memory>

namespace crossover {
namespace {

struct Destroy {
  void operator()(hwloc_topology_t topology) const { hwloc_topology_destroy(topology); }
};
using Handle = std::unique_ptr<hwloc_topology, Destroy>;

Handle make_topology() {
  hwloc_topology_t topology = nullptr;
  return Handle(hwloc_topology_init(&topology) == 0 ? topology : nullptr);
}

std::optional<unsigned> count(const Handle& topology, hwloc_obj_type_t type) {
  // 0: hwloc has found none, which no machine has; -1: they are on several levels.
  const int found = hwloc_get_nbobjs_by_type(topology.get(), type);
  return found > 0 ? std::optional(static_cast<unsigned>(found)) : std::nullopt;
}

Topology count_all(const Handle& topology) {
  return {.sockets = count(topology, HWLOC_OBJ_PACKAGE),
          .cores = count(topology, HWLOC_OBJ_CORE),
          .hardware_threads = count(topology, HWLOC_OBJ_PU),
          .numa_nodes = count(topology, HWLOC_OBJ_NUMANODE)};
}

}  // namespace

Topology read_topology() {
  const Handle topology = make_topology();
  // hwloc leaves out what a cpuset forbids, unless told; and its environment variables may put a
  // recorded machine in this one's place.
  if (!topology ||
      hwloc_topology_set_flags(topology.get(), HWLOC_TOPOLOGY_FLAG_INCLUDE_DISALLOWED) != 0 ||
      hwloc_topology_load(topology.get()) != 0 ||
      hwloc_topology_is_thissystem(topology.get()) == 0) {
    return {};
  }
  return count_all(topology);
}

Topology read_topology_of(const std::string& synthetic) {
  const Handle topology = make_topology();
  if (!topology || hwloc_topology_set_synthetic(topology.get(), synthetic.c_str()) != 0 ||
      hwloc_topology_load(topology.get()) != 0) {
    return {};
  }
  return count_all(topology);
}

}  // namespace crossover
