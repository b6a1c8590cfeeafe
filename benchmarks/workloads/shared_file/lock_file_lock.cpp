// The lock that Boost.Interprocess offers for files belongs to the process (fcntl(2), F_SETLK): its
// threads all have it as soon as one does, and closing any descriptor of the file gives it up.
#include <boost/interprocess/sync/file_lock.hpp>

#include "benchmarks/workloads/shared_file/lock.hpp"

namespace crossover {
namespace {

class FileLock final : public Lock {
 public:
  explicit FileLock(const std::filesystem::path& file) : lock_(file.c_str()) {}
  bool try_acquire(Access /*access*/) override { return lock_.try_lock(); }
  void acquire(Access /*access*/) override { lock_.lock(); }
  void release() override { lock_.unlock(); }

 private:
  boost::interprocess::file_lock lock_;
};

}  // namespace

const LockKind& file_lock() {
  static const LockKind kind{.name = "file_lock",
                             .parties = Parties::processes,
                             .handle = [](const LockSite& site) -> std::unique_ptr<Lock> {
                               return std::make_unique<FileLock>(site.file);
                             }};
  return kind;
}

}  // namespace crossover
