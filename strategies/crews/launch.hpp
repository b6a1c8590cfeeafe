#pragma once

#include <atomic>
#include <chrono>

#include "crossover/arena.hpp"
#include "crossover/crew.hpp"
#include "src/system/placement.hpp"
#include "src/system/signal.hpp"
#include "src/system/spin_limit.hpp"

namespace crossover {

/// How a caller gets waiting workers to begin a run: the same code for threads and, since all that
/// is shared lies in the arena, for processes. What ends a run is for the classes derived from it.
/// docs/hand_off.md has the protocol: states, memory orders, why no wake-up is lost.
///
/// The tests put other types in the places of the word and the spin limit, and try all
/// interleavings.
template <typename Word, typename SpinLimitType>
class BasicLaunch {
 public:
  using SignalType = BasicSignal<Word>;
  using Count = typename SignalType::Count;

  /// Caller: starts one run on all waiting workers.
  void launch() noexcept {
    if (!has_workers_) {
      return;
    }
    const int cpu = SignalType::Machine::cpu();
    const bool has_moved = cpu != caller_.cpu;
    if (has_moved) {
      caller_.cpu = cpu;
      notice_.callers_cpu.store(cpu, std::memory_order_relaxed);
    }
    caller_.runs = SignalType::after(caller_.runs);
    caller_.woke_workers = launched_.raise_to(caller_.runs);
    if (has_moved) {
      SignalType::Machine::yield();  // a worker that is on this CPU learns that it must leave it
    }
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
    SpinLimitType spin_limit;
    Count runs = SignalType::first;  ///< launched when it last looked
    AvoidedCpu avoided_cpu = {};
  };
  [[nodiscard]] Worker worker(unsigned number) const noexcept {
    return {.number = number, .spin_limit = spin_limit_};
  }

  /// Worker: what to do; `none` when there was no order within `limit`. A worker that was busy
  /// while several runs were launched and done without it gets one order for all of them.
  Order await_order(Worker& worker, std::chrono::milliseconds limit) noexcept {
    const bool has_order = launched_.await(worker.runs, worker.spin_limit, false, limit,
                                           [&] { keep_off_callers_cpu(worker); });
    if (!has_order) {
      return Order::none;
    }
    if (SignalType::Machine::cpu() == notice_.callers_cpu.load(std::memory_order_relaxed)) {
      keep_off_callers_cpu(worker);
    }
    worker.runs = launched_.count();
    return notice_.stopped.load(std::memory_order_relaxed) ? Order::stop : Order::run;
  }

 protected:
  /// For so many waiting workers; `launched` launches them.
  BasicLaunch(const Setup& setup, SignalType& launched, unsigned waiting)
      : launched_(launched),
        notice_(setup.arena.construct<Notice>()),
        has_workers_(waiting != 0),
        can_keep_off_(setup.keeps_off_callers_cpu && waiting < setup.effective_cpus),
        spin_limit_(setup.workers <= setup.effective_cpus),
        caller_{.spin_limit = spin_limit_, .cpu = SignalType::Machine::cpu()} {
    notice_.callers_cpu = caller_.cpu;
  }

  [[nodiscard]] bool has_workers() const noexcept { return has_workers_; }

  /// Caller: how many runs were launched so far, the current one included.
  [[nodiscard]] Count runs() const noexcept { return caller_.runs; }

  /// Caller: true when `finished` has left `old`; false after `limit`.
  bool await(SignalType& finished, Count old, std::chrono::milliseconds limit) noexcept {
    return finished.await(old, caller_.spin_limit, caller_.woke_workers, limit, [] {});
  }

 private:
  /// What the caller changes rarely and all workers read in every run.
  struct alignas(Arena::cache_line) Notice {
    std::atomic<bool> stopped = false;
    std::atomic<int> callers_cpu = -1;
  };

  void keep_off_callers_cpu(Worker& worker) const noexcept {
    if (can_keep_off_) {
      worker.avoided_cpu.change_to(notice_.callers_cpu.load(std::memory_order_relaxed));
    }
  }

  SignalType& launched_;
  Notice& notice_;
  bool has_workers_;
  bool can_keep_off_;         // there is a CPU for each of them besides the caller's
  SpinLimitType spin_limit_;  // to begin with

  /// Written in every run, so not on a line that the workers read.
  struct alignas(Arena::cache_line) Caller {
    SpinLimitType spin_limit;
    Count runs = SignalType::first;
    bool woke_workers = false;  ///< with the last launch
    int cpu = -1;
  };
  Caller caller_;
};

using Launch = BasicLaunch<FutexWord, SpinLimit>;

}  // namespace crossover
