#include "src/system/cgroup.hpp"

#include <algorithm>
#include <sstream>
#include <string>

#include "src/system/mountinfo.hpp"
#include "src/system/system_file.hpp"

namespace crossover {
namespace {

namespace fs = std::filesystem;

bool lists(const std::string& names, std::string_view name) {
  std::istringstream text(names);
  for (std::string each; std::getline(text, each, ',');) {
    if (each == name) {
      return true;
    }
  }
  return false;
}

/// The folders below `root` of `group` and all groups above it that `mount` shows.
std::vector<fs::path> folders_in(const Mount& mount, const fs::path& group, const fs::path& root) {
  std::vector<fs::path> folders{root / mount.point.relative_path()};
  // Mounted from outside of our cgroup namespace: the group at the mount is above ours, and the way
  // from it to ours is hidden.
  if (mount.root.string().starts_with("/..")) {
    return folders;
  }
  const fs::path relative = group.lexically_relative(mount.root);
  if (relative.empty() || *relative.begin() == "..") {
    return {};  // somebody else's group
  }
  for (const auto& name : relative) {
    if (name != ".") {
      folders.push_back(folders.back() / name);
    }
  }
  return folders;
}

/// Each line of /proc/self/cgroup is "number:controllers:group"; version 2 has no controllers
/// there.
std::vector<fs::path> find_folders(const fs::path& root, std::string_view controller) {
  const auto mounted = mounts(root);
  std::vector<fs::path> found;
  std::istringstream text(read_text(root / "proc/self/cgroup").value_or(""));
  std::string number;
  std::string controllers;
  std::string group;
  while (std::getline(text, number, ':') && std::getline(text, controllers, ':') &&
         std::getline(text, group)) {
    const bool unified = controllers.empty();
    if (!unified && !lists(controllers, controller)) {
      continue;
    }
    for (const auto& mount : mounted) {
      if (mount.file_system != (unified ? "cgroup2" : "cgroup")) {
        continue;
      }
      if (!unified && !lists(mount.file_system_options, controller)) {
        continue;
      }
      const auto folders = folders_in(mount, group, root);
      found.insert(found.end(), folders.begin(), folders.end());
    }
  }
  return found;
}

template <typename Number>
std::optional<Number> least(std::optional<Number> a, std::optional<Number> b) {
  if (a && b) {
    return std::min(*a, *b);
  }
  return a ? a : b;
}

std::optional<double> ratio(std::optional<std::uint64_t> quota,
                            std::optional<std::uint64_t> period) {
  if (!quota || !period || *period == 0) {
    return std::nullopt;
  }
  return static_cast<double>(*quota) / static_cast<double>(*period);
}

/// "max" (version 2) and -1 (version 1) stand for no limit; neither parses as a number.
std::optional<double> cpu_quota_of(const fs::path& folder) {
  std::istringstream fields(read_text(folder / "cpu.max").value_or(""));
  std::string quota;
  std::string period;
  fields >> quota >> period;
  return least(
      ratio(parse_number(quota), parse_number(period)),
      ratio(read_number(folder / "cpu.cfs_quota_us"), read_number(folder / "cpu.cfs_period_us")));
}

/// memory.high counts as a limit: past it the kernel does not refuse, but slows the process down.
std::optional<std::uint64_t> memory_limit_of(const fs::path& folder) {
  // Version 1 writes "no limit" as the largest page count, in bytes.
  constexpr std::uint64_t unlimited = std::uint64_t{1} << 62U;
  auto limit = read_number(folder / "memory.limit_in_bytes");
  if (limit >= unlimited) {
    limit.reset();
  }
  return least(limit,
               least(read_number(folder / "memory.max"), read_number(folder / "memory.high")));
}

/// Inactive file pages are not counted: the kernel drops them before it refuses memory, and
/// MemAvailable takes them for available too.
std::optional<std::uint64_t> memory_left_of(const fs::path& folder) {
  const auto limit = memory_limit_of(folder);
  auto used = read_number(folder / "memory.current");
  if (!used) {
    used = read_number(folder / "memory.usage_in_bytes");
  }
  if (!limit || !used) {
    return limit;
  }
  const auto stat = read_text(folder / "memory.stat").value_or("");
  auto inactive = find_number(stat, "total_inactive_file");  // version 1, with the groups below
  if (!inactive) {
    inactive = find_number(stat, "inactive_file");
  }
  const auto held = *used - std::min(*used, inactive.value_or(0));
  return *limit - std::min(*limit, held);
}

}  // namespace

Cgroup::Cgroup(const fs::path& root)
    : cpu_(find_folders(root, "cpu")), memory_(find_folders(root, "memory")) {}

std::optional<double> Cgroup::cpu_quota() const {
  std::optional<double> quota;
  for (const auto& folder : cpu_) {
    quota = least(quota, cpu_quota_of(folder));
  }
  return quota;
}

std::optional<std::uint64_t> Cgroup::memory_limit() const {
  std::optional<std::uint64_t> limit;
  for (const auto& folder : memory_) {
    limit = least(limit, memory_limit_of(folder));
  }
  return limit;
}

std::optional<std::uint64_t> Cgroup::memory_left() const {
  std::optional<std::uint64_t> left;
  for (const auto& folder : memory_) {
    left = least(left, memory_left_of(folder));
  }
  return left;
}

}  // namespace crossover
