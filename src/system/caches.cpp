#include "src/system/caches.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "src/system/system_file.hpp"

namespace crossover {
namespace {

namespace fs = std::filesystem;

/// Documentation/ABI/testing/sysfs-devices-system-cpu; the kernel writes the size in K always.
std::optional<Cache> read_cache(const fs::path& folder) {
  const auto level = read_number(folder / "level");
  const auto kibibytes = read_number(folder / "size");
  if (!level || !kibibytes || read_text(folder / "type") == "Instruction") {
    return std::nullopt;
  }
  return Cache{.level = static_cast<unsigned>(*level),
               .bytes = *kibibytes * 1024,
               .cpus = read_text(folder / "shared_cpu_list").value_or("")};
}

}  // namespace

std::vector<std::vector<Cache>> caches_by_cpu(const fs::path& root) {
  std::vector<std::vector<Cache>> all;
  const fs::path cpus = root / "sys/devices/system/cpu";
  for (const auto cpu : numbered_entries(cpus, "cpu")) {
    const fs::path folder = cpus / ("cpu" + std::to_string(cpu)) / "cache";
    std::vector<Cache> caches;
    for (const auto index : numbered_entries(folder, "index")) {
      if (auto cache = read_cache(folder / ("index" + std::to_string(index)))) {
        caches.push_back(std::move(*cache));
      }
    }
    std::stable_sort(caches.begin(), caches.end(),
                     [](const Cache& a, const Cache& b) { return a.level < b.level; });
    if (!caches.empty()) {
      all.push_back(std::move(caches));
    }
  }
  return all;
}

std::uint64_t last_level_cache_bytes(const fs::path& root) {
  struct Group {
    std::uint64_t last = 0;
    std::map<std::string, std::uint64_t> above;  // level 2, by the CPUs that share it
  };
  std::map<std::string, Group> groups;  // by the CPUs that share the last level
  for (const auto& caches : caches_by_cpu(root)) {
    auto& group = groups[caches.back().cpus];
    group.last = caches.back().bytes;
    for (const auto& cache : caches) {
      if (cache.level == 2 && cache.level < caches.back().level) {
        group.above[cache.cpus] = cache.bytes;
      }
    }
  }
  std::uint64_t most = 0;
  for (const auto& [cpus, group] : groups) {
    auto bytes = group.last;
    for (const auto& [sharers, level_2] : group.above) {
      bytes += level_2;
    }
    most = std::max(most, bytes);
  }
  return most;
}

}  // namespace crossover
