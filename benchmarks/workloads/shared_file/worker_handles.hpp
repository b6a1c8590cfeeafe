#pragma once

#include <pthread.h>
#include <sys/types.h>

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "benchmarks/workloads/shared_file/access_policy.hpp"
#include "benchmarks/workloads/shared_file/contention_log.hpp"
#include "benchmarks/workloads/shared_file/record.hpp"
#include "benchmarks/workloads/shared_file/record_file.hpp"
#include "benchmarks/workloads/shared_file/record_files.hpp"

namespace crossover {

/// What one worker has in one process: a descriptor that no other has, and so a lock of its own.
struct WorkerHandle {
  pid_t process = 0;  ///< in which it was opened; a forked child opens its own
  RecordFile file;
  std::unique_ptr<Lock> lock;  ///< null if none is taken
  std::optional<Record> record;
};

/// Those of this process. All that lies in the arena is the same for all processes.
class WorkerHandles {
 public:
  /// In the arena; zero until the owner of the files has made them.
  struct Shared {
    RecordFiles::SharedPath folder;
    pthread_mutex_t mutex;
    pid_t owner;
  };

  WorkerHandles(AccessPolicy policy, bool reads_are_cold, const RecordFiles& files, Shared& shared,
                ContentionLog& log);

  /// That worker's, opened if this process has not used it yet. Throws if the lock does not keep
  /// this worker and others apart.
  WorkerHandle& of(unsigned worker);

  /// In this process.
  void close_all();

 private:
  [[nodiscard]] WorkerHandle open(unsigned worker);
  void require_apart(const ContentionLog::WorkerLog& self) const;

  AccessPolicy policy_;
  bool reads_are_cold_;
  const RecordFiles& files_;
  Shared& shared_;
  ContentionLog& log_;
  std::vector<WorkerHandle> handles_;  // by worker
  std::mutex mutex_;                   // of this process, for locks that keep its threads apart
};

}  // namespace crossover
