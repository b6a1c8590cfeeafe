#include "src/system/private_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace crossover {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = "crossover-temporary-";
constexpr std::string_view to_be_chosen = "XXXXXX";  // by mkdtemp(3)
constexpr mode_t private_mode = 0700;
constexpr int most_attempts = 100;

std::string cause_of(int error) { return std::generic_category().message(error); }

std::runtime_error unusable(const fs::path& parent, const std::string& cause) {
  return std::runtime_error("cannot keep files in '" + parent.string() + "': " + cause +
                            "; choose another folder with --files-in=");
}

FileDescriptor open_folder(const fs::path& path, int flags = O_RDONLY) {
  return FileDescriptor(::open(path.c_str(), flags | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

void require_folder(const fs::path& parent) {
  if (!open_folder(parent, O_PATH).is_open()) {
    const std::string cause = cause_of(errno);
    std::error_code ignored;
    throw unusable(parent, fs::is_symlink(parent, ignored) ? "it is a symbolic link" : cause);
  }
}

/// Whether only a PrivateFolder of this user can have made it: what else a user has may begin with
/// the same letters.
bool is_ours(const fs::path& path, const FileDescriptor& folder) {
  const std::string name = path.filename().string();
  struct stat status {};
  return name.size() == prefix.size() + to_be_chosen.size() && name.starts_with(prefix) &&
         ::fstat(folder.number(), &status) == 0 && status.st_uid == ::geteuid() &&
         (status.st_mode & ALLPERMS) == private_mode;
}

/// Never waits. Whoever holds it may remove the folder.
bool take(const FileDescriptor& folder) { return ::flock(folder.number(), LOCK_EX | LOCK_NB) == 0; }

fs::path make_folder(const fs::path& parent) {
  std::string path = (parent / prefix).string().append(to_be_chosen);
  if (::mkdtemp(path.data()) == nullptr) {  // mode 0700
    throw unusable(parent, cause_of(errno));
  }
  return path;
}

/// Closed if another process took the folder for abandoned before it was locked.
FileDescriptor claim(const fs::path& folder, const fs::path& parent) {
  FileDescriptor claimed = open_folder(folder);
  const bool taken = claimed.is_open() && take(claimed);
  const int error = errno;
  std::error_code ignored;
  if (taken && fs::exists(folder, ignored)) {
    return claimed;
  }
  if (!taken && error != ENOENT && error != EWOULDBLOCK) {
    fs::remove(folder, ignored);
    throw unusable(parent, cause_of(error));
  }
  return {};
}

[[noreturn]] void fail_to_open(const fs::path& path) {
  const int error = errno;
  throw std::system_error(error, std::generic_category(),
                          "cannot open the file '" + path.filename().string() + "' in '" +
                              path.parent_path().parent_path().string() + "'");
}

}  // namespace

/// Those whose owner has died are no longer locked.
void remove_abandoned_folders(const fs::path& parent) {
  std::error_code failed;
  for (fs::directory_iterator entry(parent, failed), end; !failed && entry != end;
       entry.increment(failed)) {
    const fs::path& path = entry->path();
    if (!path.filename().string().starts_with(prefix)) {
      continue;
    }
    const FileDescriptor folder = open_folder(path);
    if (folder.is_open() && is_ours(path, folder) && take(folder)) {
      std::error_code ignored;
      fs::remove_all(path, ignored);
    }
  }
}

PrivateFolder::PrivateFolder(const fs::path& parent) : owner_(::getpid()) {
  require_folder(parent);
  remove_abandoned_folders(parent);
  for (int attempt = 0; attempt < most_attempts && !claim_.is_open(); ++attempt) {
    path_ = make_folder(parent);
    claim_ = claim(path_, parent);
  }
  if (!claim_.is_open()) {
    throw unusable(parent, "others remove what is made there");
  }
}

PrivateFolder::~PrivateFolder() {
  if (::getpid() == owner_) {
    claim_.close();  // removing takes a descriptor, and there may be no other
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
}

bool synchronise(int file) noexcept {
  int result = 0;
  do {
    result = ::fdatasync(file);
  } while (result != 0 && errno == EINTR);
  return result == 0;
}

FileDescriptor create_file(const fs::path& path) {
  constexpr mode_t by_this_user_only = 0600;
  FileDescriptor file(
      ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, by_this_user_only));
  if (!file.is_open()) {
    fail_to_open(path);
  }
  return file;
}

FileDescriptor open_file(const fs::path& path, int flags) {
  FileDescriptor file(::open(path.c_str(), flags | O_NOFOLLOW | O_CLOEXEC));
  if (!file.is_open()) {
    fail_to_open(path);
  }
  return file;
}

}  // namespace crossover
