#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

#include "src/system/file_descriptor.hpp"

namespace crossover {

/// A new folder that only this user can enter, for files that shall not outlive the object. The
/// process that made it removes it, with all that is in it. If that process is killed, the next
/// one of this user that makes such a folder at the same place removes what was left: folders of
/// mode 0700 called crossover-temporary-XXXXXX that no living process has.
class PrivateFolder {
 public:
  /// Throws std::runtime_error with the cause if `parent` is not a folder that can be written to;
  /// a symbolic link is none.
  explicit PrivateFolder(const std::filesystem::path& parent);
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  PrivateFolder(PrivateFolder&&) = delete;
  PrivateFolder& operator=(PrivateFolder&&) = delete;
  ~PrivateFolder();

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
  FileDescriptor claim_;  // locked (flock(2)) as long as its owner or a child of it lives
  pid_t owner_;
};

/// Removes what PrivateFolders of this user have left there whose processes were killed.
void remove_abandoned_folders(const std::filesystem::path& parent);

/// A new file for reading and writing, by this user only; never one that is there already, nor
/// where a link leads to. Throws std::system_error.
[[nodiscard]] FileDescriptor create_file(const std::filesystem::path& path);

/// A file that is there, not through a link, with those flags of open(2) besides. Throws
/// std::system_error.
[[nodiscard]] FileDescriptor open_file(const std::filesystem::path& path, int flags);

/// fdatasync(2), again if a signal has interrupted it. False, with errno set, if it failed.
[[nodiscard]] bool synchronise(int file) noexcept;

}  // namespace crossover
