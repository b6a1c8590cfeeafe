#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace crossover {

/// A line of /proc/self/mountinfo: proc(5).
struct Mount {
  std::string device;           ///< "254:1"
  std::filesystem::path root;   ///< of the file system, what is mounted: "/" or a folder of it
  std::filesystem::path point;  ///< where
  std::string options;          ///< of the mount
  std::string file_system;      ///< its type: "ext4", "cgroup2"
  std::string source;
  std::string file_system_options;
};

/// In the order of mounting; none where the kernel does not tell. `root` is where proc is: "/" but
/// in tests.
[[nodiscard]] std::vector<Mount> mounts(const std::filesystem::path& root = "/");

}  // namespace crossover
