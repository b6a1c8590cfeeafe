// Locks of an open file description (fcntl(2)): unlike those of a process, they keep threads apart
// too, if each has opened the file itself. So threads and processes can be compared under one lock.
#include <fcntl.h>

#include <cerrno>

#include "benchmarks/workloads/shared_file/lock.hpp"
#include "crossover/failure.hpp"
#include "src/system/system_failure.hpp"

namespace crossover {
namespace {

class OfdLock final : public Lock {
 public:
  /// With `readers_share` false, all access is exclusive.
  OfdLock(int descriptor, bool readers_share)
      : descriptor_(descriptor), readers_share_(readers_share) {}

  bool try_acquire(Access access) override {
    return set(F_OFD_SETLK, type_for(access)) || (errno != EAGAIN && errno != EACCES && fail());
  }
  void acquire(Access access) override {
    while (!set(F_OFD_SETLKW, type_for(access))) {
      if (errno != EINTR) {
        fail();
      }
    }
  }
  void release() override {
    if (!set(F_OFD_SETLK, F_UNLCK)) {
      fail();
    }
  }

 private:
  [[nodiscard]] short type_for(Access access) const {
    return access == Access::shared && readers_share_ ? F_RDLCK : F_WRLCK;
  }

  /// The whole file.
  [[nodiscard]] bool set(int command, short type) const {
    struct flock region {};
    region.l_type = type;
    region.l_whence = SEEK_SET;
    return ::fcntl(descriptor_, command, &region) == 0;
  }

  [[noreturn]] static bool fail() {
    if (errno == EINVAL || errno == ENOLCK || errno == EOPNOTSUPP) {
      throw Unavailable("this file system has no locks of open files: " +
                        system_failure("fcntl").code().message());
    }
    throw system_failure("fcntl to lock or unlock the file");
  }

  int descriptor_;
  bool readers_share_;
};

}  // namespace

const LockKind& ofd_lock() {
  static const LockKind kind{.name = "ofd",
                             .parties = Parties::both,
                             .handle = [](const LockSite& site) -> std::unique_ptr<Lock> {
                               return std::make_unique<OfdLock>(site.descriptor, false);
                             }};
  return kind;
}

const LockKind& rw_lock() {
  static const LockKind kind{.name = "rw",
                             .parties = Parties::both,
                             .handle = [](const LockSite& site) -> std::unique_ptr<Lock> {
                               return std::make_unique<OfdLock>(site.descriptor, true);
                             }};
  return kind;
}

}  // namespace crossover
