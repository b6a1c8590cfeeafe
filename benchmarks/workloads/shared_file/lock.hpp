#pragma once

#include <pthread.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace crossover {

enum class Access { shared, exclusive };

/// One worker's handle of a lock that all workers have in common. Failures of the system are thrown
/// as std::system_error.
class Lock {
 public:
  Lock() = default;
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  Lock(Lock&&) = delete;
  Lock& operator=(Lock&&) = delete;
  virtual ~Lock() = default;

  /// Takes the lock if that needs no waiting, and says whether it did.
  [[nodiscard]] virtual bool try_acquire(Access access) = 0;
  /// Waits for it.
  virtual void acquire(Access access) = 0;
  virtual void release() = 0;
};

/// What the handles of all workers refer to.
struct LockSite {
  std::mutex& of_process;      ///< the same object in all threads of one process
  pthread_mutex_t& in_arena;   ///< the same object in all processes
  std::filesystem::path file;  ///< that all workers want
  int descriptor;              ///< of that file, opened by this worker alone
};

/// Whom a lock keeps apart.
enum class Parties { threads, processes, both };

struct LockKind {
  std::string_view name;
  Parties parties;
  std::unique_ptr<Lock> (*handle)(const LockSite&);
};

const LockKind& mutex_lock();         ///< std::mutex
const LockKind& shared_mutex_lock();  ///< robust process-shared pthread mutex
const LockKind& ofd_lock();           ///< the open file description's, fcntl(2); always exclusive
const LockKind& file_lock();          ///< Boost.Interprocess: the process's, fcntl(2)
const LockKind& rw_lock();            ///< as ofd, but readers share it

/// Gets the mutex in the arena ready, once, before any worker has a handle.
void initialize_shared_mutex(pthread_mutex_t& mutex);

}  // namespace crossover
