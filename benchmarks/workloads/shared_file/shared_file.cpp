#include "shared_file.hpp"

#include <unistd.h>

#include <algorithm>
#include <stdexcept>

#include "crossover/failure.hpp"
#include "crossover/relax.hpp"

namespace crossover {

namespace {

using Clock = Workload::Clock;

/// Says that an item was performed; 0 says that it was not.
std::uint64_t token_of(std::size_t item) { return scatter(item) | 1U; }

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

SharedFile::SharedFile(const Spec& spec, Arena& arena, Manner manner)
    : records_(spec.number("records")),
      record_bytes_(spec.number("bytes")),
      reads_(spec.number("reads")),
      think_(spec.number("think_ns")),
      regime_(regime_called(spec.word("regime"))),
      notes_(spec.word("notes") == "on"),
      manner_(manner),
      common_(arena.allocate<Common>(1).front()),
      contest_(arena),
      files_(manner.placement, records_, record_bytes_, common_.folder),
      stations_(Contest::most_workers) {
  arena.keep_shared();  // workers that keep their results for themselves contend all the same
  tokens_ = arena.allocate<std::uint64_t>(spec.number("n"));
}

std::size_t SharedFile::bytes(const Spec& spec) {
  return sizeof(Common) + Contest::bytes() + boost::interprocess::mapped_region::get_page_size() +
         (spec.number("n") * sizeof(std::uint64_t)) + (4 * Arena::cache_line);
}

// ---- workers ---------------------------------------------------------------------------------

void SharedFile::compute(Range items, unsigned worker) {
  try {
    perform_slice(items, worker);
  } catch (...) {
    has_failed_ = true;
    throw;
  }
}

void SharedFile::perform_slice(Range items, unsigned worker) {
  Contest::Contender& self = contest_.contender(worker);
  Station& station = station_of(worker, self);
  notes_ ? perform_all<true>(items, station, self, worker)
         : perform_all<false>(items, station, self, worker);
  if (regime_ == Regime::sync_end) {
    station.file.sync();
  }
  note_performed(items, worker);
  if (notes_) {
    contest_.done(Clock::now());
  }
}

/// The end of an operation is the beginning of the next, and a lock that is free takes no time: so
/// most operations are noted with one look at the clock.
template <bool with_notes>
void SharedFile::perform_all(Range items, Station& station, Contest::Contender& self,
                             std::uint32_t worker) {
  auto begin = Clock::now();
  Contest::begin(self, begin);
  std::uint64_t operations = self.operations.load(std::memory_order_relaxed);
  for (std::size_t item = items.first; item < items.last; ++item) {
    const std::uint64_t number = record_of(item);
    if (station.lock) {
      acquire<with_notes>(*station.lock, is_read(item) ? Access::shared : Access::exclusive, self,
                          worker);
      perform_and_release(item, number, station);
    } else {
      perform(item, number, station);
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
void SharedFile::acquire(Lock& lock, Access access, Contest::Contender& self,
                         std::uint32_t worker) {
  if (!with_notes) {
    lock.acquire(access);
    return;
  }
  if (!lock.try_acquire(access)) {
    const auto since = Clock::now();
    Contest::wait(self, since);
    lock.acquire(access);
    Contest::has_waited(self, since, Clock::now());
  }
  if (access == Access::exclusive) {
    contest_.took_lock(self, worker);
  }
}

/// Whatever happens, or the others would wait for ever.
void SharedFile::perform_and_release(std::size_t item, std::uint64_t number,
                                     Station& station) const {
  try {
    perform(item, number, station);
  } catch (...) {
    station.lock->release();
    throw;
  }
  station.lock->release();
}

void SharedFile::perform(std::size_t item, std::uint64_t number, Station& station) const {
  Record& record = *station.record;
  const RecordFile& file = station.file;
  const bool reads = is_read(item);
  if (reads || !appends()) {
    file.read(number, record);
    if (!record.is_whole()) {
      throw std::runtime_error("record " + std::to_string(number) +
                               " of the file is torn: others changed it while it was read");
    }
  }
  if (reads) {
    return;
  }
  if (appends()) {
    record.set(item, 1);
    file.append(record);
  } else {
    record.set(number, record.count() + 1);
    file.write(number, record);
  }
  if (regime_ == Regime::sync_each) {
    file.sync();
  }
}

void SharedFile::note_performed(Range items, unsigned worker) {
  Contest::Contender& self = contest_.contender(worker);
  for (std::size_t item = items.first; item < items.last; ++item) {
    tokens_[item] = token_of(item);
    self.updates += is_read(item) ? 0 : 1;
  }
  self.performed += items.size();
}

void SharedFile::think() const {
  const auto until = Clock::now() + think_;
  while (Clock::now() < until) {
    relax();
  }
}

SharedFile::Station& SharedFile::station_of(unsigned worker, Contest::Contender& self) {
  Station& station = stations_[worker];
  if (const pid_t process = ::getpid(); station.process != process) {
    station = open_station(worker);
    station.process = process;
  }
  if (self.process.load() != station.process) {
    self.process.store(station.process);
  }
  require_apart(self);
  return station;
}

SharedFile::Station SharedFile::open_station(unsigned worker) const {
  Station station;
  station.file = files_.open(worker);
  if (regime_ == Regime::cold) {
    station.file.expect_random_reads();
  }
  if (manner_.lock != nullptr) {
    station.lock = manner_.lock->handle({.of_process = mutex_,
                                         .in_arena = common_.mutex,
                                         .file = files_.path_of(worker),
                                         .descriptor = station.file.descriptor()});
  }
  station.record.emplace(record_bytes_);
  return station;
}

/// A lock must keep apart whoever works. Of two threads that a lock of processes does not keep
/// apart, the later one notices the other.
void SharedFile::require_apart(const Contest::Contender& self) const {
  if (manner_.lock == nullptr) {
    return;
  }
  const std::string name(manner_.lock->name);
  const pid_t process = self.process.load();
  if (manner_.lock->parties == Parties::threads && process != common_.owner) {
    throw Unavailable("lock:" + name + " keeps threads apart, not processes");
  }
  if (manner_.lock->parties == Parties::processes && contest_.is_shared(process, self)) {
    throw Unavailable("lock:" + name + " keeps processes apart, not threads");
  }
}

// ---- items -----------------------------------------------------------------------------------

bool SharedFile::is_read(std::size_t item) const noexcept { return scatter(item) % 100 < reads_; }

/// Those of a region are all of one slice.
std::uint64_t SharedFile::record_of(std::size_t item) const noexcept {
  const std::uint64_t dice = scatter(~item);
  if (!is_apart()) {
    return dice % records_;
  }
  const std::uint64_t regions = (size() + granule() - 1) / granule();
  const std::uint64_t records_of_region = records_ / regions;
  return (item / granule() * records_of_region) + (dice % records_of_region);
}

/// As many items as make one region, of one record or more.
std::size_t SharedFile::granule() const {
  return is_apart() ? (size() + records_ - 1) / records_ : 1;
}

// ---- the caller ------------------------------------------------------------------------------

std::uint64_t SharedFile::records_to_begin_with() const noexcept {
  return appends() && reads_ == 0 ? 0 : records_;
}

void SharedFile::reset() {
  if (!files_.are_made()) {
    files_.make(folder_);
    common_.owner = ::getpid();
    initialize_shared_mutex(common_.mutex);
  }
  if (has_failed_.exchange(false)) {
    stations_ = std::vector<Station>(stations_.size());  // perhaps they took the last descriptors
  }
  std::ranges::fill(tokens_, 0U);
  contest_.reset();
  files_.fill(records_to_begin_with());
  if (regime_ != Regime::cached) {
    files_.sync();
  }
}

/// What is appended is examined before each run anyway, tokens and all.
void SharedFile::begin_timing() {
  if (!appends()) {
    std::ranges::fill(tokens_, 0U);
  }
  contest_.forget_notes();
}

/// An operation takes microseconds in the page cache and milliseconds on a device.
std::chrono::nanoseconds SharedFile::explained_run() const {
  return size() * std::chrono::milliseconds(10);
}

/// What was appended is examined and removed, or the file would grow for as long as a row takes.
void SharedFile::prepare_run() {
  if (appends() && contest_.performed() != 0) {
    if (const auto mismatch = check()) {
      throw std::runtime_error("wrong answer: record " + std::to_string(mismatch->item) + " is " +
                               mismatch->actual + ", expected " + mismatch->expected);
    }
    files_.fill(records_to_begin_with());
    contest_.forget_operations();
  }
  if (regime_ == Regime::cold) {
    files_.drop_from_page_cache();
  }
}

void SharedFile::note_run(Clock::time_point /*begin*/, Clock::time_point /*end*/) {
  contest_.note_run();
}

std::map<std::string, double> SharedFile::counters() const {
  return notes_ ? contest_.counters(manner_.lock != nullptr) : std::map<std::string, double>{};
}

std::optional<Mismatch> SharedFile::check() const {
  for (std::size_t item = 0; item < size(); ++item) {
    if (tokens_[item] != token_of(item)) {
      return Mismatch{.item = item, .expected = "performed", .actual = "not performed"};
    }
  }
  const Examination found = files_.examine();
  if (found.wrong) {
    return found.wrong;
  }
  const std::uint64_t performed = contest_.performed();
  if (found.updates == contest_.updates() && performed != 0 && performed % size() == 0) {
    return std::nullopt;
  }
  return Mismatch{.item = 0,
                  .expected = std::to_string(contest_.updates()) + " updates in the file after " +
                              std::to_string(performed) + " operations",
                  .actual = std::to_string(found.updates)};
}

}  // namespace crossover
