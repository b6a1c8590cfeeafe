#include "benchmarks/workloads/shared_file/contention_log.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <stdexcept>

#include "crossover/failure.hpp"

namespace crossover {

namespace {

ContentionLog::Clock::rep ticks(ContentionLog::Clock::time_point time) {
  return std::chrono::nanoseconds(time.time_since_epoch()).count();
}

}  // namespace

ContentionLog::ContentionLog(Arena& arena)
    : finish_(arena.construct<Finish>()),
      holder_(arena.construct<Holder>()),
      workers_(arena.construct_all<WorkerLog>(most_workers)) {}

std::size_t ContentionLog::bytes() {
  return sizeof(Finish) + sizeof(Holder) + (most_workers * sizeof(WorkerLog));
}

ContentionLog::WorkerLog& ContentionLog::log_of(unsigned worker) {
  if (worker >= most_workers) {
    throw Unavailable("shared_file has room for " + std::to_string(most_workers) +
                      " workers, none for worker " + std::to_string(worker));
  }
  return workers_[worker];
}

void ContentionLog::begin(WorkerLog& self, Clock::time_point now) noexcept {
  if (self.began.load(std::memory_order_relaxed) == 0) {
    self.began.store(ticks(now), std::memory_order_relaxed);
  }
}

void ContentionLog::wait(WorkerLog& self, Clock::time_point since) noexcept {
  self.waiting_since.store(ticks(since), std::memory_order_relaxed);
}

void ContentionLog::has_waited(WorkerLog& self, Clock::time_point since,
                               Clock::time_point now) noexcept {
  self.waited.store(self.waited.load(std::memory_order_relaxed) + ticks(now) - ticks(since),
                    std::memory_order_relaxed);
  self.waiting_since.store(0, std::memory_order_relaxed);
}

void ContentionLog::done(Clock::time_point now) noexcept {
  if (!finish_.has_first.exchange(true, std::memory_order_relaxed)) {
    finish_.tally = tally(ticks(now));
  }
}

ContentionLog::Tally ContentionLog::tally(Clock::rep now) const noexcept {
  Tally all{.fewest = std::numeric_limits<std::uint64_t>::max()};
  for (const WorkerLog& each : workers_) {
    const Clock::rep began = each.began.load(std::memory_order_relaxed);
    if (began == 0) {
      continue;
    }
    const Clock::rep waiting_since = each.waiting_since.load(std::memory_order_relaxed);
    const std::uint64_t operations = each.operations.load(std::memory_order_relaxed);
    all.worked += std::max<Clock::rep>(now - began, 0);
    all.waited += each.waited.load(std::memory_order_relaxed) +
                  (waiting_since == 0 ? 0 : std::max<Clock::rep>(now - waiting_since, 0));
    all.fewest = std::min(all.fewest, operations);
    all.most = std::max(all.most, operations);
  }
  return all;
}

bool ContentionLog::is_shared(pid_t process, const WorkerLog& self) const noexcept {
  return std::ranges::any_of(workers_, [&](const WorkerLog& each) {
    return &each != &self && each.process.load() == process;
  });
}

void ContentionLog::note_run() noexcept {
  const Tally& run = finish_.tally;
  sum_.worked += run.worked;
  sum_.waited += run.waited;
  sum_.fewest += run.fewest;
  sum_.most += run.most;
  ++runs_;
  finish_.has_first.store(false, std::memory_order_relaxed);
  for (WorkerLog& each : workers_) {
    each.operations.store(0, std::memory_order_relaxed);
    each.began.store(0, std::memory_order_relaxed);
    each.waited.store(0, std::memory_order_relaxed);
  }
}

std::uint64_t ContentionLog::performed() const noexcept {
  std::uint64_t sum = 0;
  for (const WorkerLog& each : workers_) {
    sum += each.performed;
  }
  return sum;
}

std::uint64_t ContentionLog::updates() const noexcept {
  std::uint64_t sum = 0;
  for (const WorkerLog& each : workers_) {
    sum += each.updates;
  }
  return sum;
}

void ContentionLog::forget_operations() noexcept {
  for (WorkerLog& each : workers_) {
    each.performed = 0;
    each.updates = 0;
  }
}

/// Of those that have computed: the others have nothing to forget, and all together are large.
void ContentionLog::forget_notes() noexcept {
  for (WorkerLog& each : workers_) {
    if (each.process.load() != 0) {
      each.hand_overs = 0;
      each.latencies = {};
    }
  }
  sum_ = {};
  runs_ = 0;
}

void ContentionLog::reset() noexcept {
  std::destroy_at(&finish_);
  std::construct_at(&finish_);
  std::construct_at(&holder_);
  std::uninitialized_default_construct(workers_.begin(), workers_.end());
  sum_ = {};
  runs_ = 0;
}

std::map<std::string, double> ContentionLog::counters(bool has_lock) const {
  if (runs_ == 0 || sum_.most == 0) {
    return {};
  }
  Latencies latencies;
  std::uint64_t hand_overs = 0;
  for (const WorkerLog& each : workers_) {
    latencies.add(each.latencies);
    hand_overs += each.hand_overs;
  }
  std::map<std::string, double> counters{
      {"latency_p50_ns", latencies.percentile(0.50)},
      {"latency_p99_ns", latencies.percentile(0.99)},
      {"latency_max_ns", static_cast<double>(latencies.longest())},
      {"fairness", static_cast<double>(sum_.fewest) / static_cast<double>(sum_.most)}};
  if (has_lock) {
    counters["lock_wait_share"] = static_cast<double>(sum_.waited) /
                                  static_cast<double>(std::max<Clock::rep>(sum_.worked, 1));
    counters["hand_overs"] = static_cast<double>(hand_overs) / static_cast<double>(runs_);
  }
  return counters;
}

}  // namespace crossover
