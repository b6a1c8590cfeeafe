#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "crossover/spec.hpp"

namespace crossover {

struct Strategy;

/// Which part of a crew's life a row times.
enum class Phase {
  warm,      ///< one run of workers that are ready and have run before
  cold,      ///< start of the workers, their first run and their end
  start,     ///< the start alone
  first,     ///< the first run alone
  stop,      ///< the end alone
  each,      ///< as warm, but each run is timed on its own: its longest is known too
  burst,     ///< the first run after a rest; many more follow, and then the next rest
  idle,      ///< no run: the CPU time that waiting workers burn in 100 ms, from 1 ms after a run on
  anatomy,   ///< as each, but the workload is told when runs begin and end
  prepared,  ///< as anatomy, and the workload prepares each run
};

/// `warm`, `cold`, ...: as rows are named.
[[nodiscard]] std::string_view name_of(Phase phase);

/// Whether the program takes such times itself, run by run, instead of Google Benchmark's timer,
/// which has one reading for all runs of a repetition.
[[nodiscard]] constexpr bool is_timed_by_run(Phase phase) noexcept { return phase != Phase::warm; }

/// How often a row of this phase is timed; 0: as often as Google Benchmark's minimum time asks for.
/// That counts only what is timed, so where this is the lesser part of what happens, a row would
/// take a thousand times as long as it was meant to. `rest` precedes each burst.
[[nodiscard]] constexpr unsigned fixed_iterations(Phase phase,
                                                  std::chrono::microseconds rest = {}) noexcept {
  switch (phase) {
    case Phase::start:
    case Phase::first:
    case Phase::stop:
      return 10;
    case Phase::burst:
      return rest <= std::chrono::milliseconds(1)    ? 10
             : rest <= std::chrono::milliseconds(10) ? 5
                                                     : 3;
    case Phase::idle:
      return 1;
    default:
      return 0;
  }
}

/// One row: a workload under a strategy with so many workers.
struct Cell {
  Spec workload;  ///< complete
  const Strategy* strategy = nullptr;
  unsigned workers = 1;
  std::size_t slices = 1;
  Phase phase = Phase::warm;
  std::chrono::microseconds rest{};  ///< before each burst, in phase `burst`; else 0

  /// `squares/thread_pool/n:100/intensity:1/store:ordinary/workers:2/slices:2/phase:warm`, and for
  /// bursts `.../phase:burst/rest_us:5000`.
  [[nodiscard]] std::string name() const;

  /// The name that Google Benchmark makes of it, with fixed iterations and the clock at its end:
  /// `squares/thread_pool/n:100/.../phase:warm/real_time`,
  /// `squares/thread_pool/n:100/.../phase:start/iterations:20/manual_time`.
  [[nodiscard]] std::string row() const;
};

/// What the user wants measured. An empty list leaves the choice to each question.
struct Scope {
  unsigned effective_cpus = 1;
  bool is_brief = false;  ///< only what a first answer needs; otherwise all that a question has
  std::vector<const Strategy*> strategies;
  bool strategies_named = false;  ///< by the user; otherwise they are all that are not on request
  std::vector<Spec> workloads;    ///< parameters that they have prevail over the question's
  std::vector<unsigned> workers;
  std::vector<std::uint64_t> sizes;
  std::vector<std::uint64_t> intensities;  ///< of workloads that have this parameter

  /// The user's choice if there is one, else the question's.
  [[nodiscard]] std::vector<unsigned> workers_or(const std::vector<unsigned>& own) const;
  [[nodiscard]] std::vector<std::uint64_t> sizes_or(const std::vector<std::uint64_t>& own) const;
  [[nodiscard]] std::vector<std::uint64_t> intensities_or(
      const std::vector<std::uint64_t>& own) const;

  /// Squares of all these sizes and intensities, or of those that the user chose; the sizes of one
  /// intensity stand together.
  [[nodiscard]] std::vector<Spec> squares(const std::vector<std::uint64_t>& own_sizes,
                                          const std::vector<std::uint64_t>& own_intensities) const;

  /// What a question about a job asks of: these squares, or in their place each of the user's own
  /// jobs, with as many sizes, a decade apart, the largest of which is its usual one. Throws
  /// SpecError.
  [[nodiscard]] std::vector<Spec> jobs_or(const std::vector<Spec>& some_squares) const;

  /// The same with the user's choice of strategies if there is one, else the question's: those of
  /// the catalogue that `is_one` says yes to.
  [[nodiscard]] Scope strategies_or(const std::function<bool(const Strategy&)>& is_one) const;

  [[nodiscard]] bool wants(const Spec& workload) const { return !wanted(workload).empty(); }

  /// The same with only those of the strategies wanted that `is_one` says yes to.
  [[nodiscard]] Scope among(const std::function<bool(const Strategy&)>& is_one) const;

  /// The same without strategies that need milliseconds for whatever job, since they start a
  /// process for each run or carry results home: measuring one of them takes as long as ten others,
  /// and a few rows tell what there is to tell. All of them, if the user has named strategies.
  [[nodiscard]] Scope quick_ones() const;

  /// Adds a cell for every strategy wanted and each number of workers in `counts`; strategies that
  /// are not parallel get one worker, once. Adds none if the workload is not wanted. Throws
  /// SpecError.
  void cross(std::vector<Cell>& cells, const Spec& workload, const std::vector<unsigned>& counts,
             Phase phase = Phase::warm, std::size_t slices_per_worker = 1) const;

  /// The same for bursts after such rests, of crews with a slice for each worker. Rests are
  /// innermost, so that one crew serves them all.
  void cross_bursts(std::vector<Cell>& cells, const Spec& workload,
                    const std::vector<unsigned>& counts,
                    std::initializer_list<std::chrono::microseconds> rests) const;

  /// Adds one cell for a strategy of the question's own choice, with `count` workers and a slice
  /// for each.
  void add(std::vector<Cell>& cells, const Spec& workload, const Strategy& strategy, unsigned count,
           Phase phase = Phase::warm, std::chrono::microseconds rest = {}) const;

 private:
  /// What becomes of a question's workload: complete, once for each time the user names it.
  [[nodiscard]] std::vector<Spec> wanted(const Spec& workload) const;
};

/// From one worker to `most`: each number up to 4, then half-way points and doublings, and `most`.
[[nodiscard]] std::vector<unsigned> worker_counts(unsigned most);

/// Up to one worker for each CPU, and then half as many again and twice as many.
[[nodiscard]] std::vector<unsigned> fitting_and_too_many(unsigned cpus);

/// Which cells to measure in order to answer one question. Times nothing itself.
struct Question {
  std::string name;
  std::string summary;  ///< one line that ends with a question mark
  std::function<std::vector<Cell>(const Scope&)> cells;
  bool on_request = false;  ///< answered only if it is asked by name
};

}  // namespace crossover
