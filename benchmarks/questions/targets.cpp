// What our own crews promise, each beside what it is held against, so that anyone can see on their
// machine whether it is kept: plots/targets.py reads the rows.
#include <algorithm>

#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

/// Adds cells of strategies and references that a promise names, whatever the user asks of other
/// questions.
class Cells {
 public:
  explicit Cells(const Scope& scope) : scope_(scope) {}

  void add(const Spec& workload, std::initializer_list<const char*> names, unsigned workers,
           Phase phase = Phase::warm, std::chrono::microseconds rest = {}) {
    for (const char* name : names) {
      const Strategy& strategy = strategy_named(name);
      scope_.add(all_, workload, strategy, strategy.parallel ? workers : 1, phase, rest);
    }
  }
  [[nodiscard]] std::vector<Cell> take() { return std::move(all_); }

 private:
  const Scope& scope_;
  std::vector<Cell> all_;
};

Spec empty(unsigned workers) { return Spec("empty").set("n", workers); }
Spec rendezvous(unsigned workers) { return Spec("rendezvous").set("n", workers); }

/// In the page cache, nothing but updates, without a pause between them.
Spec operations(const char* lock) { return Spec("shared_file").set("n", 20'000).set("lock", lock); }

/// What a rest costs: a wake-up at most, and never a bad mode that outlasts it.
void add_bursts(Cells& cells, unsigned workers) {
  constexpr std::chrono::microseconds shorter = std::chrono::milliseconds(5);
  constexpr std::chrono::microseconds longer = std::chrono::milliseconds(100);
  cells.add(rendezvous(workers), {"thread_pool", "process_pool"}, workers, Phase::burst, shorter);
  for (const auto rest : {shorter, longer}) {
    cells.add(rendezvous(2), {"futex_round_trip"}, 2, Phase::burst, rest);
    for (const std::uint64_t n : {10'000U, 1'000'000U}) {
      cells.add(Spec("squares").set("n", n),
                {"thread_pool", "thread_pool_dynamic", "process_pool", "process_pool_dynamic",
                 "tbb_static", "openmp_static"},
                workers, Phase::burst, rest);
    }
  }
}

/// A run without work, at rest and under way.
void add_hand_overs(Cells& cells, unsigned workers) {
  cells.add(rendezvous(workers), {"thread_pool", "process_pool", "openmp_static", "openmp_passive"},
            workers);
  cells.add(rendezvous(workers), {"spinning_pool"}, workers);
  add_bursts(cells, workers);
  cells.add(empty(workers), {"thread_pool", "process_pool"}, workers, Phase::idle);
}

/// From how little work on a run pays.
void add_grains(Cells& cells, unsigned workers) {
  for (const std::uint64_t steps : {8U, 64U, 512U, 4'096U}) {
    const auto slices = [steps](unsigned n) {
      return Spec("grain").set("steps", steps).set("n", n);
    };
    cells.add(slices(1), {"serial"}, 1);
    cells.add(slices(workers), {"thread_pool", "process_pool"}, workers);
  }
}

/// More workers than CPUs, and all of them on one.
void add_crowds(Cells& cells, unsigned workers, unsigned too_many) {
  cells.add(rendezvous(too_many),
            {"thread_pool", "process_pool", "thread_pool_blocking", "openmp_passive",
             "thread_per_call", "async"},
            too_many);
  cells.add(empty(workers), {"pinned_thread_pool"}, workers, Phase::each);
  cells.add(empty(workers), {"pinned_process_pool"}, workers, Phase::each);
  cells.add(empty(2), {"pinned_futex_round_trip"}, 2, Phase::each);
}

void add_starts(Cells& cells, unsigned workers) {
  cells.add(empty(workers), {"process_per_call", "process_spawn", "process_pool"}, workers);
  cells.add(empty(1), {"bare_fork"}, 1);
  cells.add(empty(1), {"bare_spawn"}, 1);
}

void add_python(Cells& cells, unsigned workers) {
  cells.add(empty(workers), {"python_pool_fork"}, workers);
  cells.add(Spec("squares").set("n", 9'999'999),
            {"serial", "thread_pool", "process_pool", "openmp_static", "tbb_static",
             "python_serial", "python_pool_fork"},
            workers);
}

void add_locks(Cells& cells, unsigned workers) {
  constexpr unsigned claimed = 4;  // workers of whom three are said to wait
  for (const char* notes : {"on", "off"}) {
    const Spec spec = operations("mutex").set("notes", notes);
    cells.add(spec, {"thread_pool"}, workers, Phase::prepared);
    cells.add(spec, {"thread_pool"}, 1, Phase::prepared);
  }
  cells.add(operations("mutex"), {"bare_file_loop"}, workers, Phase::prepared);
  for (const char* lock : {"shared_mutex", "ofd", "file_lock"}) {
    cells.add(operations(lock), {"process_pool"}, claimed, Phase::prepared);
  }
}

void add_waits(Cells& cells) {
  constexpr unsigned many = 256;  // workers that wait
  cells.add(Spec("blocking").set("n", std::uint64_t{32} * many).set("delay_us", 10'000),
            {"thread_pool", "process_pool"}, many);
}

std::vector<Cell> cells(const Scope& scope) {
  const unsigned fitting = std::max(2U, scope.effective_cpus);
  Cells cells(scope);
  add_hand_overs(cells, fitting);
  add_grains(cells, fitting);
  add_crowds(cells, fitting, 4 * scope.effective_cpus);
  add_starts(cells, fitting);
  add_python(cells, fitting);
  add_locks(cells, fitting);
  add_waits(cells);
  return cells.take();
}

const AddQuestion targets{{.name = "targets",
                           .summary = "do our own pools reach their targets?",
                           .cells = cells,
                           .on_request = true}};

}  // namespace
}  // namespace crossover
