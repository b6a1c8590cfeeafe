#include "src/system/memory_nodes.hpp"

#include <cerrno>
#include <cstring>
#include <memory>

namespace crossover {
namespace {

struct FreeBitmap {
  void operator()(hwloc_bitmap_t bitmap) const noexcept { hwloc_bitmap_free(bitmap); }
};
using Bitmap = std::unique_ptr<hwloc_bitmap_s, FreeBitmap>;

/// The first of the memories that hang on a CPU or on what it is part of: the others are of another
/// kind. Null if there is none.
hwloc_obj_t nearest_node(hwloc_obj_t cpu) {
  hwloc_obj_t place = cpu;
  while (place != nullptr && place->memory_first_child == nullptr) {
    place = place->parent;
  }
  while (place != nullptr && place->type != HWLOC_OBJ_NUMANODE) {
    place = place->memory_first_child;  // a cache may lie in between
  }
  return place;
}

/// CPUs that the calling thread may use; none if that is not known.
std::set<unsigned> allowed_cpus(const HwlocTopology& machine) {
  std::set<unsigned> cpus;
  const Bitmap bound(hwloc_bitmap_alloc());
  if (bound && hwloc_get_cpubind(machine.get(), bound.get(), HWLOC_CPUBIND_THREAD) == 0) {
    for (int cpu = hwloc_bitmap_first(bound.get()); cpu >= 0;
         cpu = hwloc_bitmap_next(bound.get(), cpu)) {
      cpus.insert(static_cast<unsigned>(cpu));
    }
  }
  return cpus;
}

}  // namespace

std::set<unsigned> nearest_memory_nodes(const HwlocTopology& machine,
                                        const std::set<unsigned>& cpus) {
  std::set<unsigned> nodes;
  for (const unsigned cpu : cpus) {
    const auto* const node = nearest_node(hwloc_get_pu_obj_by_os_index(machine.get(), cpu));
    if (node != nullptr && node->attr->numanode.local_memory != 0) {
      nodes.insert(node->os_index);
    }
  }
  return nodes;
}

std::string interleave(std::span<std::byte> pages, const HwlocTopology& machine,
                       const std::set<unsigned>& nodes) {
  const Bitmap set(hwloc_bitmap_alloc());
  if (!set) {
    return std::strerror(ENOMEM);
  }
  for (const unsigned node : nodes) {
    hwloc_bitmap_set(set.get(), node);
  }
  const int failed = hwloc_set_area_membind(machine.get(), pages.data(), pages.size(), set.get(),
                                            HWLOC_MEMBIND_INTERLEAVE, HWLOC_MEMBIND_BYNODESET);
  return failed == 0 ? "" : std::strerror(errno);
}

MemoryPlacement place(std::span<std::byte> pages) {
  static const HwlocTopology machine = topology_of_this_machine();  // takes longer than the rest
  if (!machine) {
    return {.words = "left to the system: hwloc knows no NUMA nodes"};
  }
  const auto nodes = nearest_memory_nodes(machine, allowed_cpus(machine));
  if (nodes.size() < 2) {
    return {.words = "on one NUMA node"};
  }
  const std::string all = std::to_string(nodes.size()) + " NUMA nodes";
  if (const std::string refused = interleave(pages, machine, nodes); !refused.empty()) {
    return {.words = "left to the system, not interleaved over " + all + ": " + refused};
  }
  return {.nodes = static_cast<unsigned>(nodes.size()), .words = "interleaved over " + all};
}

}  // namespace crossover
