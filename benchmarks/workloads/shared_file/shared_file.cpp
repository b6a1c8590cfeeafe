#include "benchmarks/workloads/shared_file/shared_file.hpp"

#include <unistd.h>
#include <boost/interprocess/mapped_region.hpp>

#include <algorithm>
#include <stdexcept>

#include "crossover/failure.hpp"
#include "src/system/relax.hpp"

namespace crossover {

namespace {

using Clock = Workload::Clock;

Regime regime_called(const std::string& word) {
  if (word == "cached") {
    return Regime::cached;
  }
  if (word == "sync_each") {
    return Regime::sync_each;
  }
  return word == "sync_end" ? Regime::sync_end : Regime::cold;
}

}  // namespace

SharedFile::SharedFile(const Spec& spec, Arena& arena, AccessPolicy policy)
    : regime_(regime_called(spec.word("regime"))),
      think_(spec.number("think_ns")),
      notes_(spec.word("notes") == "on"),
      has_lock_(policy.lock != nullptr),
      operations_(spec, policy.placement),
      shared_(arena.allocate<WorkerHandles::Shared>(1).front()),
      log_(arena),
      files_(policy.placement, spec.number("records"), spec.number("bytes"), shared_.folder),
      handles_(policy, regime_ == Regime::cold, files_, shared_, log_) {
  arena.keep_shared();  // workers that keep their results for themselves contend all the same
  tokens_ = arena.allocate<std::uint64_t>(spec.number("n"));
}

std::size_t SharedFile::bytes(const Spec& spec) {
  return sizeof(WorkerHandles::Shared) + ContentionLog::bytes() +
         boost::interprocess::mapped_region::get_page_size() +
         (spec.number("n") * sizeof(std::uint64_t)) + (4 * Arena::cache_line);
}

void SharedFile::compute(Range items, unsigned worker) {
  try {
    perform_slice(items, worker);
  } catch (...) {
    has_failed_ = true;
    throw;
  }
}

void SharedFile::perform_slice(Range items, unsigned worker) {
  WorkerHandle& handle = handles_.of(worker);
  WorkerLog& self = log_.log_of(worker);
  notes_ ? perform_all<true>(items, handle, self, worker)
         : perform_all<false>(items, handle, self, worker);
  if (regime_ == Regime::sync_end) {
    handle.file.sync();
  }
  note_performed(items, worker);
  if (notes_) {
    log_.done(Clock::now());
  }
}

/// The end of an operation is the beginning of the next, and a lock that is free takes no time: so
/// most operations are noted with one look at the clock.
template <bool with_notes>
void SharedFile::perform_all(Range items, WorkerHandle& handle, WorkerLog& self,
                             std::uint32_t worker) {
  auto begin = Clock::now();
  ContentionLog::begin(self, begin);
  std::uint64_t operations = self.operations.load(std::memory_order_relaxed);
  for (std::size_t item = items.first; item < items.last; ++item) {
    const std::uint64_t number = operations_.record_of(item);
    if (handle.lock) {
      acquire<with_notes>(*handle.lock,
                          operations_.is_read(item) ? Access::shared : Access::exclusive, self,
                          worker);
      perform_and_release(item, number, handle);
    } else {
      perform(item, number, handle);
    }
    if (with_notes) {
      const auto end = Clock::now();
      self.latencies.add((end - begin).count());
      self.operations.store(++operations, std::memory_order_relaxed);
      begin = end;
    }
    if (think_.count() != 0) {
      think();
      begin = Clock::now();
    }
  }
}

template <bool with_notes>
void SharedFile::acquire(Lock& lock, Access access, WorkerLog& self, std::uint32_t worker) {
  if (!with_notes) {
    lock.acquire(access);
    return;
  }
  if (!lock.try_acquire(access)) {
    const auto since = Clock::now();
    ContentionLog::wait(self, since);
    lock.acquire(access);
    ContentionLog::has_waited(self, since, Clock::now());
  }
  if (access == Access::exclusive) {
    log_.took_lock(self, worker);
  }
}

/// Whatever happens, or the others would wait for ever.
void SharedFile::perform_and_release(std::size_t item, std::uint64_t number,
                                     WorkerHandle& handle) const {
  try {
    perform(item, number, handle);
  } catch (...) {
    handle.lock->release();
    throw;
  }
  handle.lock->release();
}

void SharedFile::perform(std::size_t item, std::uint64_t number, WorkerHandle& handle) const {
  operations_.perform(item, number, handle.file, *handle.record);
  if (regime_ == Regime::sync_each && !operations_.is_read(item)) {
    handle.file.sync();
  }
}

void SharedFile::note_performed(Range items, unsigned worker) {
  WorkerLog& self = log_.log_of(worker);
  for (std::size_t item = items.first; item < items.last; ++item) {
    tokens_[item] = Operations::token_of(item);
    self.updates += operations_.is_read(item) ? 0 : 1;
  }
  self.performed += items.size();
}

void SharedFile::think() const {
  const auto until = Clock::now() + think_;
  while (Clock::now() < until) {
    relax();
  }
}

void SharedFile::reset() {
  if (!files_.are_made()) {
    files_.make(folder_);
    shared_.owner = ::getpid();
    initialize_shared_mutex(shared_.mutex);
  }
  if (has_failed_.exchange(false)) {
    handles_.close_all();  // perhaps they took the last descriptors
  }
  std::ranges::fill(tokens_, 0U);
  log_.reset();
  files_.fill(operations_.records_to_begin_with());
  if (regime_ != Regime::cached) {
    files_.sync();
  }
}

/// What is appended is examined before each run anyway, tokens and all.
void SharedFile::begin_timing() {
  if (!operations_.append()) {
    std::ranges::fill(tokens_, 0U);
  }
  log_.forget_notes();
}

/// An operation takes microseconds in the page cache and milliseconds on a device.
std::chrono::nanoseconds SharedFile::explained_run() const {
  return size() * std::chrono::milliseconds(10);
}

/// What was appended is examined and removed, or the file would grow for as long as a row takes.
void SharedFile::prepare_run() {
  if (operations_.append() && log_.performed() != 0) {
    if (const auto mismatch = check()) {
      throw std::runtime_error("wrong answer: record " + std::to_string(mismatch->item) + " is " +
                               mismatch->actual + ", expected " + mismatch->expected);
    }
    files_.fill(operations_.records_to_begin_with());
    log_.forget_operations();
  }
  if (regime_ == Regime::cold) {
    files_.drop_from_page_cache();
  }
}

void SharedFile::note_run(Clock::time_point /*begin*/, Clock::time_point /*end*/) {
  log_.note_run();
}

std::map<std::string, double> SharedFile::counters() const {
  return notes_ ? log_.counters(has_lock_) : std::map<std::string, double>{};
}

std::optional<Mismatch> SharedFile::check() const {
  for (std::size_t item = 0; item < size(); ++item) {
    if (tokens_[item] != Operations::token_of(item)) {
      return Mismatch{.item = item, .expected = "performed", .actual = "not performed"};
    }
  }
  const Examination found = files_.examine();
  if (found.wrong) {
    return found.wrong;
  }
  const std::uint64_t performed = log_.performed();
  if (found.updates == log_.updates() && performed != 0 && performed % size() == 0) {
    return std::nullopt;
  }
  return Mismatch{.item = 0,
                  .expected = std::to_string(log_.updates()) + " updates in the file after " +
                              std::to_string(performed) + " operations",
                  .actual = std::to_string(found.updates)};
}

}  // namespace crossover
