#include "src/system/memory.hpp"

#include <unistd.h>

#include <algorithm>

#include "src/system/cgroup.hpp"
#include "src/system/system_file.hpp"

namespace crossover {
namespace {

std::uint64_t machine_bytes() {
  const auto available = find_number(read_text("/proc/meminfo").value_or(""), "MemAvailable");
  if (available) {
    return *available * 1024;
  }
  // Without /proc: free pages only, so less than may be had.
  const auto pages = static_cast<std::uint64_t>(std::max(0L, sysconf(_SC_AVPHYS_PAGES)));
  return pages * static_cast<std::uint64_t>(std::max(0L, sysconf(_SC_PAGESIZE)));
}

}  // namespace

std::uint64_t available_memory_bytes() {
  const auto machine = machine_bytes();
  return std::min(machine, Cgroup().memory_left().value_or(machine));
}

}  // namespace crossover
