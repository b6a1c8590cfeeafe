#include "crossover/private_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "crossover/system_failure.hpp"

namespace crossover {

namespace {

namespace fs = std::filesystem;

constexpr const char* prefix = "crossover-";

std::runtime_error unusable(const fs::path& parent, const std::string& cause) {
  return std::runtime_error("cannot keep files in '" + parent.string() + "': " + cause +
                            "; choose another folder with --files-in=");
}

FileDescriptor open_folder(const fs::path& path) {
  return FileDescriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

bool is_ours(const FileDescriptor& folder) {
  struct stat status {};
  return ::fstat(folder.number(), &status) == 0 && status.st_uid == ::geteuid();
}

/// Those whose owner has died no longer hold their lock.
void remove_abandoned(const fs::path& parent) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(parent, ignored)) {
    if (entry.path().filename().string().starts_with(prefix)) {
      const FileDescriptor folder = open_folder(entry.path());
      if (folder.is_open() && is_ours(folder) && ::flock(folder.number(), LOCK_EX | LOCK_NB) == 0) {
        fs::remove_all(entry.path(), ignored);
      }
    }
  }
}

/// Others hold such a lock for a moment only; one who does not is no reason to wait for ever.
void lock(const FileDescriptor& folder, const fs::path& parent) {
  constexpr int tries = 500;
  constexpr auto pause = std::chrono::milliseconds(10);
  for (int i = 0; ::flock(folder.number(), LOCK_EX | LOCK_NB) != 0; ++i) {
    if (errno != EWOULDBLOCK || i == tries) {
      throw unusable(parent, errno == EWOULDBLOCK ? "another process has locked it (flock(2))"
                                                  : system_failure("flock").code().message());
    }
    std::this_thread::sleep_for(pause);
  }
}

/// While one process holds this, no other makes or removes folders there: a new one is never taken
/// for abandoned.
FileDescriptor lock_parent(const fs::path& parent) {
  FileDescriptor folder = open_folder(parent);
  if (!folder.is_open()) {
    const std::string cause = system_failure("open").code().message();
    throw unusable(parent, fs::is_symlink(parent) ? "it is a symbolic link" : cause);
  }
  lock(folder, parent);
  return folder;
}

[[noreturn]] void fail_to_open(const fs::path& path) {
  throw system_failure("cannot open the file '" + path.filename().string() + "' in '" +
                       path.parent_path().parent_path().string() + "'");
}

}  // namespace

PrivateFolder::PrivateFolder(const fs::path& parent) : owner_(::getpid()) {
  const FileDescriptor parent_lock = lock_parent(parent);
  remove_abandoned(parent);
  std::string path = (parent / prefix).string() + "XXXXXX";
  if (::mkdtemp(path.data()) == nullptr) {  // mode 0700
    throw unusable(parent, system_failure("mkdtemp").code().message());
  }
  path_ = path;
  claim_ = open_folder(path_);
  lock(claim_, parent);
}

PrivateFolder::~PrivateFolder() {
  if (::getpid() == owner_) {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
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
