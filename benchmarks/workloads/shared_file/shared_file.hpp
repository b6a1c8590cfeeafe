#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "benchmarks/workloads/shared_file/access_policy.hpp"
#include "benchmarks/workloads/shared_file/contention_log.hpp"
#include "benchmarks/workloads/shared_file/operations.hpp"
#include "benchmarks/workloads/shared_file/record_files.hpp"
#include "benchmarks/workloads/shared_file/worker_handles.hpp"
#include "crossover/arena.hpp"
#include "crossover/spec.hpp"
#include "crossover/workload.hpp"

namespace crossover {

/// When data goes to the device, and whence it comes.
enum class Regime {
  cached,     ///< the page cache has it all, the system writes back when it sees fit
  sync_each,  ///< each update is on the device before its lock is released
  sync_end,   ///< each slice ends with all its updates on the device
  cold,       ///< a run begins with nothing of the file in the page cache
};

/// Operations on the records of one file; an item is one operation: read a record, or read, change
/// and write back. Each record says how often it was changed and whether it is whole, so after any
/// number of runs the file itself tells whether an update was lost.
///
/// All that workers have in common lies in the arena and in the file, so threads, forked and
/// executed processes do the same.
class SharedFile final : public Workload {
 public:
  /// The spec is a complete one of workload `shared_file`, whose `lock` `policy` stands for.
  SharedFile(const Spec& spec, Arena& arena, AccessPolicy policy);

  [[nodiscard]] static std::size_t bytes(const Spec& spec);

  [[nodiscard]] std::size_t size() const override { return tokens_.size(); }
  void compute(Range items, unsigned worker) override;
  std::span<std::byte> result(Range items) override {
    return std::as_writable_bytes(tokens_.subspan(items.first, items.size()));
  }

  void keep_files_in(const std::filesystem::path& folder) override { folder_ = folder; }
  void reset() override;
  void begin_timing() override;
  void prepare_run() override;
  void note_run(Clock::time_point begin, Clock::time_point end) override;
  [[nodiscard]] std::optional<Mismatch> check() const override;
  [[nodiscard]] std::size_t granule() const override { return operations_.granule(); }
  [[nodiscard]] std::chrono::nanoseconds explained_run() const override;
  [[nodiscard]] std::map<std::string, double> counters() const override;

  // For a bare loop over the same operations, to hold this class against.
  [[nodiscard]] std::filesystem::path path() const { return files_.path_of(0); }
  [[nodiscard]] std::size_t record_bytes() const noexcept { return files_.record_bytes(); }
  [[nodiscard]] std::uint64_t record_of(std::size_t item) const noexcept {
    return operations_.record_of(item);
  }
  /// A worker has performed them, by whatever means.
  void note_performed(Range items, unsigned worker);

 private:
  using WorkerLog = ContentionLog::WorkerLog;

  void perform_slice(Range items, unsigned worker);
  template <bool with_notes>
  void perform_all(Range items, WorkerHandle& handle, WorkerLog& self, std::uint32_t worker);
  template <bool with_notes>
  void acquire(Lock& lock, Access access, WorkerLog& self, std::uint32_t worker);
  /// On the record of that number.
  void perform_and_release(std::size_t item, std::uint64_t number, WorkerHandle& handle) const;
  void perform(std::size_t item, std::uint64_t number, WorkerHandle& handle) const;
  void think() const;

  Regime regime_;
  std::chrono::nanoseconds think_;
  bool notes_;
  bool has_lock_;
  Operations operations_;

  WorkerHandles::Shared& shared_;
  ContentionLog log_;
  std::span<std::uint64_t> tokens_;  // by item, of those performed
  RecordFiles files_;                // outlive the descriptors: removing a folder takes one
  WorkerHandles handles_;
  std::atomic<bool> has_failed_ = false;  // in this process, since the last reset
  std::filesystem::path folder_ = ".";    // below which the owner keeps them
};

}  // namespace crossover
