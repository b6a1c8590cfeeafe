#include "benchmarks/workloads/shared_file/lock.hpp"

namespace crossover {
namespace {

class MutexLock final : public Lock {
 public:
  explicit MutexLock(std::mutex& mutex) : mutex_(mutex) {}
  bool try_acquire(Access /*access*/) override { return mutex_.try_lock(); }
  void acquire(Access /*access*/) override { mutex_.lock(); }
  void release() override { mutex_.unlock(); }

 private:
  std::mutex& mutex_;
};

}  // namespace

const LockKind& mutex_lock() {
  static const LockKind kind{.name = "mutex",
                             .parties = Parties::threads,
                             .handle = [](const LockSite& site) -> std::unique_ptr<Lock> {
                               return std::make_unique<MutexLock>(site.of_process);
                             }};
  return kind;
}

}  // namespace crossover
