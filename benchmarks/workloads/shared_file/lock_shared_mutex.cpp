#include <cerrno>
#include <system_error>

#include "benchmarks/workloads/shared_file/lock.hpp"

namespace crossover {
namespace {

void require(int error, const char* what) {
  if (error != 0) {
    throw std::system_error(error, std::generic_category(), what);
  }
}

/// The attributes of a mutex, which are needed only to make it.
class Attributes {
 public:
  Attributes() { require(::pthread_mutexattr_init(&attributes_), "pthread_mutexattr_init"); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  Attributes(Attributes&&) = delete;
  Attributes& operator=(Attributes&&) = delete;
  ~Attributes() { ::pthread_mutexattr_destroy(&attributes_); }

  pthread_mutexattr_t* get() { return &attributes_; }

 private:
  pthread_mutexattr_t attributes_{};
};

class SharedMutexLock final : public Lock {
 public:
  explicit SharedMutexLock(pthread_mutex_t& mutex) : mutex_(mutex) {}

  bool try_acquire(Access /*access*/) override {
    const int error = ::pthread_mutex_trylock(&mutex_);
    return error != EBUSY && has_taken(error);
  }
  void acquire(Access /*access*/) override { has_taken(::pthread_mutex_lock(&mutex_)); }
  void release() override { require(::pthread_mutex_unlock(&mutex_), "pthread_mutex_unlock"); }

 private:
  /// A worker that died with the lock may have left a torn record; the check will say so.
  bool has_taken(int error) {
    if (error == EOWNERDEAD) {
      error = ::pthread_mutex_consistent(&mutex_);
    }
    require(error, "pthread_mutex_lock");
    return true;
  }

  pthread_mutex_t& mutex_;
};

}  // namespace

void initialize_shared_mutex(pthread_mutex_t& mutex) {
  Attributes attributes;
  require(::pthread_mutexattr_setpshared(attributes.get(), PTHREAD_PROCESS_SHARED),
          "pthread_mutexattr_setpshared");
  require(::pthread_mutexattr_setrobust(attributes.get(), PTHREAD_MUTEX_ROBUST),
          "pthread_mutexattr_setrobust");
  require(::pthread_mutex_init(&mutex, attributes.get()), "pthread_mutex_init");
}

const LockKind& shared_mutex_lock() {
  static const LockKind kind{.name = "shared_mutex",
                             .parties = Parties::both,
                             .handle = [](const LockSite& site) -> std::unique_ptr<Lock> {
                               return std::make_unique<SharedMutexLock>(site.in_arena);
                             }};
  return kind;
}

}  // namespace crossover
