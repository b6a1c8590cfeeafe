#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "tests/fiber.hpp"

namespace crossover {

class SteppedWord;

/// Runs code of several threads in every order in which their steps can follow each other, and
/// finds the orders in which nobody can go on. A step is one operation on a SteppedWord; what lies
/// between two of them is the thread's own affair. All is sequentially consistent: whether the
/// memory orders suffice is for docs/hand_off.md to argue and for ThreadSanitizer to check.
///
/// For each choice the threads begin again (as in Godefroid, "Model checking for programming
/// languages using VeriSoft", 1997). A state that was met before is not followed again: the same
/// words, and for each thread the same results of its steps so far, which decide what it does next.
class Interleavings {
 public:
  using Threads = std::vector<std::function<void()>>;

  /// Tries all orders of the threads that `make` makes, once for each order, over fresh words.
  /// Returns what went wrong first, in words; empty if nothing did.
  std::string explore(const std::function<Threads()>& make);

  /// From a thread: ends the exploration, since it has seen something that must not be.
  void report(std::string problem);

  /// From a thread: what it will do depends on this number alone, and on what its further steps
  /// return. Keeps the states of a loop from multiplying with each round.
  void settle(std::uint32_t number);

  [[nodiscard]] std::size_t states() const noexcept { return visited_.size(); }

 private:
  friend class SteppedWord;
  struct Thread {
    std::unique_ptr<Fiber> fiber;
    std::vector<std::uint32_t> results;  // of its steps
    const SteppedWord* sleeps_on = nullptr;
  };

  static Interleavings* running;  // the one that is exploring: words and threads ask for it

  void run_one_order(Threads bodies);
  void resume(std::size_t thread);
  [[nodiscard]] std::vector<std::size_t> able() const;
  [[nodiscard]] bool all_finished() const;
  [[nodiscard]] std::string state() const;
  std::size_t choose(std::size_t from);
  bool next_order();

  /// For a word: lets the scheduler decide who makes the next step.
  void begin_step();
  std::uint32_t end_step(std::uint32_t result);

  std::vector<Thread> threads_;
  std::vector<const SteppedWord*> words_;
  std::size_t at_ = 0;                                        // the thread that runs
  std::vector<std::pair<std::size_t, std::size_t>> choices_;  // taken, of how many
  std::size_t choices_made_ = 0;
  std::unordered_set<std::string> visited_;
  std::string problem_;
};

/// A machine on which no time passes, since the model tries all orders anyway.
struct StandingMachine {
  struct Clock {
    using duration = std::chrono::nanoseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<Clock>;
    static constexpr bool is_steady = true;
    static time_point now() noexcept { return {}; }
  };
  static int cpu() noexcept { return 0; }
  static void yield() noexcept {}
};

/// A word on which each operation is a step; made while a trial's threads are made.
class SteppedWord {
 public:
  using Machine = StandingMachine;

  SteppedWord();

  [[nodiscard]] std::uint32_t load() const noexcept;
  std::uint32_t exchange(std::uint32_t value) noexcept;
  std::uint32_t replace(std::uint32_t from, std::uint32_t to) noexcept;
  std::uint32_t decrease(std::uint32_t by = 1) noexcept;
  void store(std::uint32_t value) noexcept;
  void publish(std::uint32_t value) noexcept { store(value); }
  void sleep(std::uint32_t value, std::chrono::milliseconds limit) const noexcept;
  void wake_all() noexcept;

 private:
  friend class Interleavings;
  std::uint32_t value_ = 0;
};

}  // namespace crossover
