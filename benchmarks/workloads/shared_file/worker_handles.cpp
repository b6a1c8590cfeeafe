#include "benchmarks/workloads/shared_file/worker_handles.hpp"

#include <unistd.h>

#include <string>

#include "crossover/failure.hpp"

namespace crossover {

WorkerHandles::WorkerHandles(AccessPolicy policy, bool reads_are_cold, const RecordFiles& files,
                             Shared& shared, ContentionLog& log)
    : policy_(policy),
      reads_are_cold_(reads_are_cold),
      files_(files),
      shared_(shared),
      log_(log),
      handles_(ContentionLog::most_workers) {}

WorkerHandle& WorkerHandles::of(unsigned worker) {
  ContentionLog::WorkerLog& self = log_.log_of(worker);
  WorkerHandle& handle = handles_[worker];
  if (const pid_t process = ::getpid(); handle.process != process) {
    handle = open(worker);
    handle.process = process;
  }
  if (self.process.load() != handle.process) {
    self.process.store(handle.process);
  }
  require_apart(self);
  return handle;
}

void WorkerHandles::close_all() { handles_ = std::vector<WorkerHandle>(handles_.size()); }

WorkerHandle WorkerHandles::open(unsigned worker) {
  WorkerHandle handle;
  handle.file = files_.open(worker);
  if (reads_are_cold_) {
    handle.file.expect_random_reads();
  }
  if (policy_.lock != nullptr) {
    handle.lock = policy_.lock->handle({.of_process = mutex_,
                                        .in_arena = shared_.mutex,
                                        .file = files_.path_of(worker),
                                        .descriptor = handle.file.descriptor()});
  }
  handle.record.emplace(files_.record_bytes());
  return handle;
}

/// Of two threads that a lock of processes does not keep apart, the later one notices the other.
void WorkerHandles::require_apart(const ContentionLog::WorkerLog& self) const {
  if (policy_.lock == nullptr) {
    return;
  }
  const std::string name(policy_.lock->name);
  const pid_t process = self.process.load();
  if (policy_.lock->parties == Parties::threads && process != shared_.owner) {
    throw Unavailable("lock:" + name + " keeps threads apart, not processes");
  }
  if (policy_.lock->parties == Parties::processes && log_.is_shared(process, self)) {
    throw Unavailable("lock:" + name + " keeps processes apart, not threads");
  }
}

}  // namespace crossover
