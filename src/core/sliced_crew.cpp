#include "crossover/sliced_crew.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <new>
#include <numeric>
#include <string>
#include <string_view>
#include <type_traits>

#include "src/system/signal.hpp"

namespace crossover {

namespace {

/// A run takes longer than a nanosecond, so crews that count up from the clock never meet.
std::uint64_t first_run_number() {
  return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
}

std::vector<Range> ranges_of(const Slices& slices) {
  std::vector<Range> ranges;
  ranges.reserve(slices.count());
  for (std::size_t slice = 0; slice < slices.count(); ++slice) {
    ranges.push_back(slices[slice]);
  }
  return ranges;
}

}  // namespace

RunRecord::RunRecord() {
  static_assert(sizeof(Signal) <= sizeof(signal_bytes) && alignof(Signal) <= 8);
  static_assert(std::is_trivially_destructible_v<Signal>);
  std::construct_at(reinterpret_cast<Signal*>(signal_bytes.data()));
}

Signal& RunRecord::launched() noexcept {
  return *std::launder(reinterpret_cast<Signal*>(signal_bytes.data()));
}

SlicedCrew::SlicedCrew(Workload& workload, const Setup& setup)
    : workload_(workload),
      arena_(setup.arena),
      arena_used_before_(setup.arena.begin_section()),
      slices_(ranges_of(Slices(workload.size(), setup.slices, workload.granule()))),
      shares_(ranges_of(Slices(setup.slices, setup.workers))),
      run_(setup.arena.construct<RunRecord>()),
      workers_(setup.arena.allocate<WorkerRecord>(setup.workers)),
      exceptions_(setup.workers)  // NOLINT(bugprone-throw-keyword-missing): a vector of them
{
  if (run_.number == 0) {
    run_.number = first_run_number();
  }
}

SlicedCrew::~SlicedCrew() { arena_.rewind(arena_used_before_); }

std::uint64_t SlicedCrew::participations() const {
  return std::accumulate(
      workers_.begin(), workers_.end(), std::uint64_t{0},
      [](std::uint64_t sum, const WorkerRecord& each) { return sum + each.runs_joined; });
}

void SlicedCrew::note_fault(unsigned worker) noexcept {
  WorkerRecord& record = workers_[worker];
  if (record.fault.front() != '\0') {
    return;  // the first one tells the cause
  }
  exceptions_[worker] = std::current_exception();
  std::string_view words = "an exception that is not a std::exception";
  try {
    throw;
  } catch (const std::exception& fault) {
    record.kind = kind_of(fault);
    words = *fault.what() == '\0' ? "an exception without words" : fault.what();
    std::ranges::copy(words.substr(0, record.fault.size() - 1), record.fault.begin());
  } catch (...) {
    std::ranges::copy(words, record.fault.begin());
  }
  run_.faults.fetch_add(1, std::memory_order_release);
}

void SlicedCrew::raise_fault() {
  run_.faults.store(0, std::memory_order_relaxed);
  std::exception_ptr first;
  std::string words;
  auto kind = FailureKind::failed;
  for (std::size_t worker = 0; worker < workers_.size(); ++worker) {
    if (words.empty() && workers_[worker].fault.front() != '\0') {
      words = workers_[worker].fault.data();
      kind = workers_[worker].kind;
      first = exceptions_[worker];
    }
    workers_[worker].fault.fill('\0');
    workers_[worker].kind = FailureKind::failed;
    exceptions_[worker] = nullptr;
  }
  if (first) {
    std::rethrow_exception(first);
  }
  throw Failure(kind, words);
}

}  // namespace crossover
