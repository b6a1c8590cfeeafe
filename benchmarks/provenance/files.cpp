// What lies under the folder where files are kept: the same calls cost nothing in memory and
// milliseconds on a disk that must have what it was given.

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <sstream>
#include <system_error>

#include "benchmarks/provenance/provenance.hpp"
#include "src/system/mountinfo.hpp"
#include "src/system/system_file.hpp"

namespace crossover {
namespace {

namespace fs = std::filesystem;

bool contains(const fs::path& mount_point, const fs::path& folder) {
  return std::ranges::mismatch(mount_point, folder).in1 == mount_point.end();
}

/// Btrfs gives each of its subvolumes another device number than the mount has: then where the
/// folder lies decides alone.
bool is_closer(const Mount& mount, const Mount& other, const std::string& device) {
  const bool fits = mount.device == device;
  const bool other_fits = other.device == device;
  // What was mounted later at the same point hides what was there.
  return fits != other_fits ? fits : mount.point.native().size() >= other.point.native().size();
}

std::optional<Mount> mount_of(const fs::path& folder, const std::string& device,
                              const fs::path& root) {
  std::optional<Mount> closest;
  for (const Mount& mount : mounts(root)) {
    if (contains(mount.point, folder) && (!closest || is_closer(mount, *closest, device))) {
      closest = mount;
    }
  }
  return closest;
}

/// Options with a value that say how files are written. Others have paths, addresses or names of
/// users in them.
bool is_telling(const std::string& option) {
  constexpr std::array<std::string_view, 14> telling{
      "data",     "commit",   "barrier",  "journal_checksum",
      "compress", "huge",     "logbsize", "stripe",
      "cache",    "rsize",    "wsize",    "vers",
      "proto",    "allocsize"};
  const auto equals = option.find('=');
  return option.find('/') == std::string::npos &&
         (equals == std::string::npos ||
          std::ranges::find(telling, std::string_view(option).substr(0, equals)) != telling.end());
}

std::string options_of(const Mount& mount) {
  std::istringstream all(mount.options + ',' + mount.file_system_options);
  std::vector<std::string> kept;
  for (std::string option; std::getline(all, option, ',');) {
    if (is_telling(option) && std::ranges::find(kept, option) == kept.end()) {
      kept.push_back(option);
    }
  }
  std::string text;
  for (const std::string& option : kept) {
    text += (text.empty() ? "" : ",") + option;
  }
  return text;
}

std::string words_for(const std::string& file_system) {
  if (file_system == "tmpfs" || file_system == "ramfs") {
    return file_system + ": in memory, no device";
  }
  return file_system == "overlay" ? "overlay: copies up on first write" : file_system;
}

/// The folder in sys/devices of the disk that a mount is on. A partition's is below its disk's.
std::optional<fs::path> disk_of(const Mount& mount, const fs::path& root) {
  std::error_code failed;
  fs::path device = fs::canonical(root / "sys/dev/block" / mount.device, failed);
  if (failed && mount.source.starts_with("/dev/")) {  // a file system that numbers by itself
    const fs::path file = fs::weakly_canonical(mount.source, failed);
    device = fs::canonical(root / "sys/class/block" / file.filename(), failed);
  }
  if (failed) {
    return std::nullopt;
  }
  return fs::exists(device / "partition", failed) ? device.parent_path() : device;
}

std::string name_of(const fs::path& disk) {
  const auto rotational = read_number(disk / "queue/rotational");
  return disk.filename().string() +
         (rotational ? *rotational == 0 ? ", rotational: no" : ", rotational: yes" : "");
}

std::string device_number(const struct stat& status) {
  return std::to_string(major(status.st_dev)) + ':' + std::to_string(minor(status.st_dev));
}

}  // namespace

Facts file_facts(const fs::path& folder, const fs::path& root) {
  std::error_code failed;
  const fs::path place = fs::canonical(folder, failed);
  struct stat status {};
  const bool is_there = !failed && ::stat(place.c_str(), &status) == 0;
  const auto mount = is_there ? mount_of(place, device_number(status), root) : std::nullopt;
  const auto disk = mount ? disk_of(*mount, root) : std::nullopt;
  const auto of_queue = [&disk](const char* file) {
    return disk ? read_text(*disk / "queue" / file) : std::nullopt;
  };
  return {{"files_file_system", mount ? words_for(mount->file_system) : std::string(not_measured)},
          {"files_mount_options",
           or_not_measured(mount ? std::optional(options_of(*mount)) : std::nullopt)},
          {"files_device", disk ? name_of(*disk) : std::string(not_measured)},
          {"files_write_cache", or_not_measured(of_queue("write_cache"))},
          {"files_scheduler", or_not_measured(find_chosen(of_queue("scheduler").value_or("")))}};
}

}  // namespace crossover
