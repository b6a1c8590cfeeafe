// Squares that note when they are computed, and by whom: where the time of a run goes. The notes
// take some of it, so they are a workload of their own that no other row carries.
#include <algorithm>
#include <atomic>
#include <boost/interprocess/mapped_region.hpp>
#include <stdexcept>
#include <string>

#include "benchmarks/workloads/number_array.hpp"
#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

using Clock = Workload::Clock;
constexpr Clock::time_point never{};  // also what zeroed memory says

/// A worker's part of one run, written by that worker alone. The crew's own hand-over makes it
/// visible to the caller when the run is over.
struct alignas(Arena::cache_line) Record {
  Clock::time_point first_begin;    ///< of the slices; `never` if there were none
  Clock::time_point last_end;       ///< of the slices
  Clock::duration computing;        ///< within slices
  Clock::time_point carries_since;  ///< `never` while no result is on its way home
  Clock::duration carrying;         ///< up to `carries_since`

  void begin_slice(Clock::time_point now) noexcept {
    first_begin = first_begin == never ? now : first_begin;
    carrying += time_to_carry(now);
    carries_since = never;
  }
  void end_slice(Clock::time_point begin, Clock::time_point now) noexcept {
    last_end = now;
    computing += now - begin;
  }
  [[nodiscard]] Clock::duration time_to_carry(Clock::time_point until) const noexcept {
    return carries_since == never ? Clock::duration{} : until - carries_since;
  }
};

/// How many records are in use: one more than the largest worker number seen.
struct alignas(Arena::cache_line) Extent {
  std::atomic<std::uint32_t> workers = 0;

  void include(std::uint32_t worker) noexcept {
    std::uint32_t seen = workers.load(std::memory_order_relaxed);
    while (worker >= seen && !workers.compare_exchange_weak(seen, worker + 1)) {
    }
  }
};

/// Sums over workers and runs. The rest of a worker's time is waiting.
struct Parts {
  Clock::duration wall{};  ///< of the runs, each once
  Clock::duration launch{};
  Clock::duration compute{};
  Clock::duration carry{};
  Clock::duration join{};
};

constexpr std::uint32_t most_workers = 4096;

/// The number of the worker that the calling thread or process is, as `result` is not told. A
/// caller that receives results is none.
constexpr unsigned nobody = most_workers;
unsigned& worker_here() {
  thread_local unsigned worker = nobody;
  return worker;
}

Spec squares_of(const Spec& spec) {
  Spec squares("squares");
  for (const auto& [key, value] : spec.parameters()) {
    squares.set(key, value);
  }
  return squares;
}

class Timeline final : public Workload {
 public:
  Timeline(const Spec& spec, Arena& arena)
      : extent_(arena.construct<Extent>()), records_(arena.allocate<Record>(most_workers)) {
    arena.keep_shared();  // workers that keep their results for themselves write here too
    squares_ = make_workload(squares_of(spec), arena);
  }

  [[nodiscard]] std::size_t size() const override { return squares_->size(); }

  void compute(Range items, unsigned worker) override {
    if (worker >= most_workers) {
      throw std::runtime_error("timeline has records for " + std::to_string(most_workers) +
                               " workers, none for worker " + std::to_string(worker));
    }
    const auto begin = Clock::now();
    worker_here() = worker;
    extent_.include(worker);
    records_[worker].begin_slice(begin);
    squares_->compute(items, worker);
    records_[worker].end_slice(begin, Clock::now());
  }

  /// A worker that asks for it carries it home, until its next slice or the end of the run.
  std::span<std::byte> result(Range items) override {
    if (const unsigned worker = worker_here();
        worker != nobody && records_[worker].carries_since == never) {
      records_[worker].carries_since = Clock::now();
    }
    return squares_->result(items);
  }

  void reset() override {
    std::ranges::fill(records_, Record{});
    extent_.workers = 0;
    worker_here() = nobody;
    parts_ = {};
    runs_ = 0;
    squares_->reset();
  }

  void begin_timing() override {
    parts_ = {};
    runs_ = 0;
    squares_->begin_timing();
  }

  [[nodiscard]] std::optional<Mismatch> check() const override { return squares_->check(); }
  [[nodiscard]] std::size_t granule() const override { return squares_->granule(); }
  [[nodiscard]] Demand demand() const override { return squares_->demand(); }

  void note_run(Clock::time_point begin, Clock::time_point end) override {
    const auto records = records_.first(extent_.workers);
    Clock::time_point last_end = begin;
    for (const Record& each : records) {
      last_end = std::max(last_end, each.last_end);
    }
    for (Record& each : records) {
      if (each.first_begin != never) {
        parts_.launch += each.first_begin - begin;
        parts_.compute += each.computing;
        parts_.carry += each.carrying + each.time_to_carry(end);
        parts_.join += each.carries_since == never ? end - last_end : Clock::duration{};
      }
      each = {};
    }
    parts_.wall += end - begin;
    ++runs_;
  }

  /// Means over workers and runs, which add up to the mean run. A worker waits between its slices,
  /// after them until all have computed theirs, and throughout a run in which it has none.
  [[nodiscard]] std::map<std::string, double> counters() const override {
    const std::uint32_t workers = extent_.workers;
    if (runs_ == 0 || workers == 0) {
      return {};
    }
    const auto mean = [shares = static_cast<double>(runs_ * workers)](Clock::duration sum) {
      return std::chrono::duration<double, std::nano>(sum).count() / shares;
    };
    const auto wait =
        workers * parts_.wall - parts_.launch - parts_.compute - parts_.carry - parts_.join;
    return {{"launch_ns", mean(parts_.launch)},
            {"compute_ns", mean(parts_.compute)},
            {"wait_ns", mean(wait)},
            {"join_ns", mean(parts_.join)},
            {"carry_ns", mean(parts_.carry)}};
  }

  static std::size_t bytes(const Spec& spec) {
    const Spec squares = squares_of(spec);
    return sizeof(Extent) + (most_workers * sizeof(Record)) +
           boost::interprocess::mapped_region::get_page_size() + recipe_of(squares).bytes(squares);
  }

 private:
  Extent& extent_;
  std::span<Record> records_;
  std::unique_ptr<Workload> squares_;
  Parts parts_;  // of the calling process
  std::uint64_t runs_ = 0;
};

const AddWorkload timeline{
    {.name = "timeline",
     .summary = "squares that note when they are computed: where the time of a run goes",
     .parameters = {items_parameter(), intensity_parameter(), store_parameter()},
     .bytes = Timeline::bytes,
     .make = make<Timeline>}};

}  // namespace
}  // namespace crossover
