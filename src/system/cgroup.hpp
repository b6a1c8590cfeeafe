#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace crossover {

/// The limits of the control groups that this process is in. A group is bound by every group above
/// it as well, so each limit is the least one along the path from our group up to the root of its
/// mount. Version 1 (a hierarchy for each controller), version 2 (one for all) and both at once are
/// read alike, since their files have different names: cgroups(7), the kernel's
/// admin-guide/cgroup-v1 and admin-guide/cgroup-v2.rst.
class Cgroup {
 public:
  /// `root` holds proc/self/cgroup, proc/self/mountinfo and all they name; tests make their own.
  explicit Cgroup(const std::filesystem::path& root = "/");

  /// False where our group cannot be seen (nothing mounted, or only somebody else's group): then no
  /// limit found does not mean that there is none.
  [[nodiscard]] bool cpu_visible() const { return !cpu_.empty(); }
  [[nodiscard]] bool memory_visible() const { return !memory_.empty(); }

  /// Each is std::nullopt if no limit is found.
  [[nodiscard]] std::optional<double> cpu_quota() const;            ///< CPUs' worth of time
  [[nodiscard]] std::optional<std::uint64_t> memory_limit() const;  ///< bytes
  [[nodiscard]] std::optional<std::uint64_t> memory_left() const;   ///< bytes until the limit

 private:
  // Folders from the root of the mount down to our group.
  std::vector<std::filesystem::path> cpu_;
  std::vector<std::filesystem::path> memory_;
};

}  // namespace crossover
