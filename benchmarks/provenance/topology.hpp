#pragma once

#include <optional>
#include <string>

namespace crossover {

/// How many of each the machine has online, whether or not this process may use them. std::nullopt
/// where hwloc cannot tell.
struct Topology {
  std::optional<unsigned> sockets;
  std::optional<unsigned> cores;
  std::optional<unsigned> hardware_threads;
  std::optional<unsigned> numa_nodes;
};

Topology read_topology();

/// The same for a made-up machine in hwloc's words, such as "pack:2 core:4 pu:2".
Topology read_topology_of(const std::string& synthetic);

}  // namespace crossover
