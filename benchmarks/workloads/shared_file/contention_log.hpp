#pragma once

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "benchmarks/workloads/shared_file/latencies.hpp"
#include "crossover/arena.hpp"

namespace crossover {

/// Who waits for whom when workers want the same thing: what each of them does and waits for, noted
/// in memory that all share.
///
/// A worker that is done no longer competes, so shares and fairness are those of the moment when
/// the first one is done: until then all have been at it. (With fixed shares of the work, an unfair
/// lock lets one worker do all of its share before the others; over the whole run that would look
/// fair.)
class ContentionLog {
 public:
  using Clock = std::chrono::steady_clock;  ///< the same in all processes
  static constexpr unsigned most_workers = 256;
  static constexpr std::uint32_t nobody = most_workers;

  /// Written by one worker; in a run, the first one that is done reads those of all.
  struct alignas(Arena::cache_line) WorkerLog {
    std::atomic<pid_t> process = 0;             ///< 0: has not computed since the last reset
    std::atomic<std::uint64_t> operations = 0;  ///< in this run, as all up to `waiting_since`
    std::atomic<Clock::rep> began = 0;
    std::atomic<Clock::rep> waited = 0;
    std::atomic<Clock::rep> waiting_since = 0;  ///< 0: does not wait
    std::uint64_t hand_overs = 0;               ///< since the last reset, as all below
    std::uint64_t performed = 0;                ///< operations
    std::uint64_t updates = 0;                  ///< those that changed something
    Latencies latencies;
  };

  explicit ContentionLog(Arena& arena);

  /// Bytes of arena that it takes.
  [[nodiscard]] static std::size_t bytes();

  /// Worker: throws Unavailable if there is no room for one of that number.
  [[nodiscard]] WorkerLog& log_of(unsigned worker);

  /// Worker: begins a slice, is done with it.
  static void begin(WorkerLog& self, Clock::time_point now) noexcept;
  void done(Clock::time_point now) noexcept;

  /// Worker: begins to wait for the lock, has waited.
  static void wait(WorkerLog& self, Clock::time_point since) noexcept;
  static void has_waited(WorkerLog& self, Clock::time_point since, Clock::time_point now) noexcept;

  /// Worker, with the lock in hand: whether somebody else had it before.
  void took_lock(WorkerLog& self, std::uint32_t worker) noexcept {
    if (holder_.number.load(std::memory_order_relaxed) != worker) {
      holder_.number.store(worker, std::memory_order_relaxed);
      ++self.hand_overs;
    }
  }

  /// Whether a worker other than this one computes in that process.
  [[nodiscard]] bool is_shared(pid_t process, const WorkerLog& self) const noexcept;

  /// Caller, while nobody works.
  void reset() noexcept;
  void note_run() noexcept;
  [[nodiscard]] std::uint64_t performed() const noexcept;
  [[nodiscard]] std::uint64_t updates() const noexcept;
  /// `counters` begin anew.
  void forget_notes() noexcept;
  /// `performed` and `updates` begin anew.
  void forget_operations() noexcept;

  /// Of the runs noted: `latency_p50_ns`, `latency_p99_ns`, `latency_max_ns`, `fairness` (fewest
  /// over most operations of a worker), and with a lock `lock_wait_share` (of the workers' time)
  /// and `hand_overs` in a run.
  [[nodiscard]] std::map<std::string, double> counters(bool has_lock) const;

 private:
  struct Tally {
    Clock::rep worked = 0;  ///< nanoseconds, of all workers together
    Clock::rep waited = 0;
    std::uint64_t fewest = 0;  ///< operations of a worker
    std::uint64_t most = 0;
  };
  struct alignas(Arena::cache_line) Finish {
    std::atomic<bool> has_first = false;
    Tally tally;
  };
  struct alignas(Arena::cache_line) Holder {
    std::atomic<std::uint32_t> number = nobody;
  };
  [[nodiscard]] Tally tally(Clock::rep now) const noexcept;

  Finish& finish_;
  Holder& holder_;
  std::span<WorkerLog> workers_;
  Tally sum_;  // of the runs noted
  std::uint64_t runs_ = 0;
};

}  // namespace crossover
