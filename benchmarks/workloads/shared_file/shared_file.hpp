#pragma once

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "benchmarks/workloads/shared_file/contest.hpp"
#include "benchmarks/workloads/shared_file/lock.hpp"
#include "benchmarks/workloads/shared_file/record.hpp"
#include "benchmarks/workloads/shared_file/record_file.hpp"
#include "benchmarks/workloads/shared_file/record_files.hpp"
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

/// How workers that want the same file go about it.
struct Manner {
  Placement placement = Placement::anywhere;
  const LockKind* lock = nullptr;  ///< null: none is taken
};

/// Operations on the records of one file; an item is one operation: read a record, or read, change
/// and write back. Each record says how often it was changed and whether it is whole, so after any
/// number of runs the file itself tells whether an update was lost.
///
/// All that workers have in common lies in the arena and in the file, so threads, forked and
/// executed processes do the same.
class SharedFile final : public Workload {
 public:
  /// The spec is a complete one of workload `shared_file`, whose `lock` `manner` stands for.
  SharedFile(const Spec& spec, Arena& arena, Manner manner);

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
  [[nodiscard]] std::size_t granule() const override;
  [[nodiscard]] std::chrono::nanoseconds explained_run() const override;
  [[nodiscard]] std::map<std::string, double> counters() const override;

  // For a bare loop over the same operations, to hold this class against.
  [[nodiscard]] std::filesystem::path path() const { return files_.path_of(0); }
  [[nodiscard]] std::size_t record_bytes() const noexcept { return record_bytes_; }
  [[nodiscard]] std::uint64_t record_of(std::size_t item) const noexcept;
  [[nodiscard]] bool is_read(std::size_t item) const noexcept;
  /// A worker has performed them, by whatever means.
  void note_performed(Range items, unsigned worker);

 private:
  /// What is at the beginning of the arena, for all processes.
  struct Common {
    RecordFiles::SharedPath folder;
    pthread_mutex_t mutex;
    pid_t owner;
  };

  /// What a worker has in one process: a descriptor that no other has, and so a lock of its own.
  struct Station {
    pid_t process = 0;  // in which it was opened; a forked child opens its own
    RecordFile file;
    std::unique_ptr<Lock> lock;
    std::optional<Record> record;
  };

  void perform_slice(Range items, unsigned worker);
  Station& station_of(unsigned worker, Contest::Contender& self);
  [[nodiscard]] Station open_station(unsigned worker) const;
  void require_apart(const Contest::Contender& self) const;
  template <bool with_notes>
  void perform_all(Range items, Station& station, Contest::Contender& self, std::uint32_t worker);
  template <bool with_notes>
  void acquire(Lock& lock, Access access, Contest::Contender& self, std::uint32_t worker);
  /// On the record of that number.
  void perform_and_release(std::size_t item, std::uint64_t number, Station& station) const;
  void perform(std::size_t item, std::uint64_t number, Station& station) const;
  void think() const;

  [[nodiscard]] bool is_apart() const noexcept { return manner_.placement == Placement::apart; }
  [[nodiscard]] bool appends() const noexcept { return manner_.placement == Placement::appended; }
  [[nodiscard]] std::uint64_t records_to_begin_with() const noexcept;

  std::uint64_t records_;
  std::size_t record_bytes_;
  std::uint64_t reads_;  // percent
  std::chrono::nanoseconds think_;
  Regime regime_;
  bool notes_;
  Manner manner_;

  Common& common_;
  Contest contest_;
  std::span<std::uint64_t> tokens_;       // by item, of those performed
  RecordFiles files_;                     // outlive the descriptors: removing a folder takes one
  std::vector<Station> stations_;         // by worker; this process's
  std::atomic<bool> has_failed_ = false;  // in this process, since the last reset
  mutable std::mutex mutex_;              // of this process
  std::filesystem::path folder_ = ".";    // below which the owner keeps them
};

}  // namespace crossover
