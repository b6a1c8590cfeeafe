#include "src/system/hwloc_topology.hpp"

namespace crossover {
namespace {

HwlocTopology make() {
  hwloc_topology_t topology = nullptr;
  return HwlocTopology(hwloc_topology_init(&topology) == 0 ? topology : nullptr);
}

}  // namespace

HwlocTopology topology_of_this_machine(unsigned long flags) {
  HwlocTopology topology = make();
  if (topology && hwloc_topology_set_flags(topology.get(), flags) == 0 &&
      hwloc_topology_load(topology.get()) == 0 &&
      hwloc_topology_is_thissystem(topology.get()) != 0) {
    return topology;
  }
  return nullptr;
}

HwlocTopology synthetic_topology(const std::string& words) {
  HwlocTopology topology = make();
  if (topology && hwloc_topology_set_synthetic(topology.get(), words.c_str()) == 0 &&
      hwloc_topology_load(topology.get()) == 0) {
    return topology;
  }
  return nullptr;
}

}  // namespace crossover
