#include "src/system/anonymous_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>

#include "src/system/system_failure.hpp"

namespace crossover {

namespace {

/// Kernels before 3.17, and sandboxes.
bool is_refused(int error) { return error == ENOSYS || error == EPERM || error == EACCES; }

FileDescriptor unlinked_file(const char* name) {
  std::string path = std::string("/dev/shm/").append(name).append("-XXXXXX");
  FileDescriptor file(::mkostemp(path.data(), O_CLOEXEC));  // mode 0600
  if (!file.is_open() || ::unlink(path.c_str()) != 0) {
    throw system_failure("cannot make a file in /dev/shm, nor by memfd_create");
  }
  return file;
}

}  // namespace

FileDescriptor anonymous_file(const char* name) {
  FileDescriptor file(::memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (file.is_open()) {
    return file;
  }
  if (is_refused(errno)) {
    return unlinked_file(name);
  }
  throw system_failure("memfd_create");
}

void seal_size(const FileDescriptor& file) noexcept {
  // Protects against mistakes of others, not against what can be avoided: no need where it fails.
  static_cast<void>(::fcntl(file.number(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL));
}

bool has_memory_files() noexcept {
  const FileDescriptor file(::memfd_create("crossover-probe", MFD_CLOEXEC));
  return file.is_open() || !is_refused(errno);
}

}  // namespace crossover
