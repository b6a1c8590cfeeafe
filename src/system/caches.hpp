#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace crossover {

/// One piece of silicon that holds data (the kernel's types Data and Unified).
struct Cache {
  unsigned level = 0;
  std::uint64_t bytes = 0;
  std::string cpus;  ///< the CPUs that share it, in the kernel's list format
};

/// The caches that each online CPU sees, nearest first; one that is shared appears with every CPU.
/// Empty where the kernel does not tell. `root` is "/" but in tests.
std::vector<std::vector<Cache>> caches_by_cpu(const std::filesystem::path& root = "/");

/// What one group of cores can keep out of memory: the largest single last-level cache and the
/// level-2 caches above it (an L3 that is not inclusive holds other lines than they do). A working
/// set several times as large cannot be served from one. 0 where the kernel does not tell.
std::uint64_t last_level_cache_bytes(const std::filesystem::path& root = "/");

}  // namespace crossover
