#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <span>
#include <vector>

#include "crossover/arena.hpp"
#include "crossover/crew.hpp"
#include "crossover/patience.hpp"
#include "crossover/placement.hpp"
#include "crossover/signal.hpp"

namespace crossover {

/// How a caller hands runs to waiting workers and waits for their end: the same code for threads
/// and, since all that is shared lies in the arena, for processes. docs/hand_off.md has the
/// protocol: states, memory orders, why no wake-up is lost.
///
/// The tests put other types in the places of the word and the patience, and try all interleavings.
template <typename Word, typename PatienceType>
class BasicHandOff {
 public:
  using SignalType = BasicSignal<Word>;
  using Count = typename SignalType::Count;

  /// For so many waiting workers, numbered from 0; `launched` launches them.
  BasicHandOff(const Setup& setup, SignalType& launched, unsigned waiting)
      : launched_(launched),
        notice_(setup.arena.construct<Notice>()),
        finished_(setup.arena.construct<OwnLine>()),
        can_keep_off_(waiting < setup.effective_cpus),
        patience_(setup.workers <= setup.effective_cpus),
        caller_{.patience = patience_, .cpu = current_cpu()} {
    notice_.callers_cpu = caller_.cpu;
    for (unsigned arriving = waiting; arriving > 1; arriving = levels_.back().count()) {
      add_level(setup.arena, arriving);
    }
  }

  /// Caller: starts one run on all waiting workers.
  void launch() noexcept {
    if (const int cpu = current_cpu(); cpu != caller_.cpu) {
      caller_.cpu = cpu;
      notice_.callers_cpu.store(cpu, std::memory_order_relaxed);
    }
    caller_.runs = SignalType::after(caller_.runs);
    caller_.woke_workers = launched_.raise_to(caller_.runs);
  }

  /// Caller: true when all workers have finished; false after `limit`, for a look after their
  /// health.
  bool join(std::chrono::milliseconds limit) noexcept {
    const Count before = SignalType::before(caller_.runs);
    return caller_.woke_workers ? finished_.sleep_while(before, limit)
                                : await(finished_, before, caller_.patience, limit);
  }

  /// Caller: the workers' next order is to stop.
  void stop() noexcept {
    notice_.stopped.store(true, std::memory_order_relaxed);
    launch();
  }

  enum class Order { run, stop, none };

  /// What one worker remembers; its own, shared with nobody.
  struct Worker {
    unsigned number = 0;
    PatienceType patience;
    Count runs = SignalType::first;
    OffCpu place = {};
  };
  [[nodiscard]] Worker worker(unsigned number) const noexcept {
    return {.number = number, .patience = patience_};
  }

  /// Worker: what to do; `none` when there was no order within `limit`.
  Order await_order(Worker& worker, std::chrono::milliseconds limit) noexcept {
    const Count before = worker.runs;
    if (!worker.patience.spin_until([&] { return launched_.has_left(before); })) {
      keep_off_callers_cpu(worker);
      if (!launched_.sleep_while(before, limit)) {
        return Order::none;
      }
      keep_off_callers_cpu(worker);
    }
    worker.runs = SignalType::after(before);
    return notice_.stopped.load(std::memory_order_relaxed) ? Order::stop : Order::run;
  }

  /// Worker: its part of the run is done, and visible to the caller of `join`.
  void finish(const Worker& worker) noexcept {
    unsigned arriving = worker.number;
    for (const Level& level : levels_) {
      const unsigned meeting = arriving / fan_in;
      Word& missing = level.meetings[meeting].missing;
      if (missing.decrease() != 0) {
        return;
      }
      missing.store(level.expected(meeting));  // for the next run
      arriving = meeting;
    }
    finished_.raise_to(worker.runs);
  }

 private:
  /// Where some workers, or the last ones of earlier meetings, meet at a run's end. Few enough not
  /// to wait for each other's writes for long, enough to make the tree flat.
  static constexpr unsigned fan_in = 4;

  struct alignas(Arena::cache_line) Meeting {
    Word missing;
  };
  struct Level {
    std::span<Meeting> meetings;
    unsigned arriving;
    [[nodiscard]] unsigned count() const noexcept { return (arriving + fan_in - 1) / fan_in; }
    [[nodiscard]] unsigned expected(unsigned meeting) const noexcept {
      return std::min(fan_in, arriving - (meeting * fan_in));
    }
  };
  struct alignas(Arena::cache_line) OwnLine : SignalType {};

  /// What the caller changes rarely and all workers read in every run.
  struct alignas(Arena::cache_line) Notice {
    std::atomic<bool> stopped = false;
    std::atomic<int> callers_cpu = -1;
  };

  void add_level(Arena& arena, unsigned arriving) {
    Level level{.meetings = {}, .arriving = arriving};
    level.meetings = arena.construct_all<Meeting>(level.count());
    for (unsigned meeting = 0; meeting < level.count(); ++meeting) {
      level.meetings[meeting].missing.store(level.expected(meeting));
    }
    levels_.push_back(level);
  }

  void keep_off_callers_cpu(Worker& worker) const noexcept {
    if (can_keep_off_) {
      worker.place.keep_off(notice_.callers_cpu.load(std::memory_order_relaxed));
    }
  }

  static bool await(SignalType& signal, Count old, PatienceType& patience,
                    std::chrono::milliseconds limit) noexcept {
    return patience.spin_until([&] { return signal.has_left(old); }) ||
           signal.sleep_while(old, limit);
  }

  SignalType& launched_;
  Notice& notice_;
  SignalType& finished_;
  std::vector<Level> levels_;
  bool can_keep_off_;      // there is a CPU for each of them besides the caller's
  PatienceType patience_;  // to begin with

  /// Written in every run, so not on a line that the workers read.
  struct alignas(Arena::cache_line) Caller {
    PatienceType patience;
    Count runs = SignalType::first;
    bool woke_workers = false;  ///< with the last launch
    int cpu = -1;
  };
  Caller caller_;
};

using HandOff = BasicHandOff<FutexWord, Patience>;

}  // namespace crossover
