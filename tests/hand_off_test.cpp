// Runs are handed to workers and back without losing one; a lost wake-up would hang the test.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <thread>
#include <vector>

#include "crossover/cpus.hpp"
#include "strategies/hand_off.hpp"

namespace crossover {
namespace {

using namespace std::chrono_literals;

struct alignas(Arena::cache_line) Note {
  std::uint32_t value;
};

/// A caller and its workers, whoever runs them. The notes are plain memory: nothing but the
/// hand-off makes them visible.
class Litmus {
 public:
  Litmus(unsigned workers, bool spinning)
      : setup_{.workers = workers + 1,
               .arena = arena_,
               .effective_cpus = spinning ? workers + 1 : 1},
        hand_off_(setup_, arena_.construct<Signal>(), workers),
        question_(arena_.allocate<Note>(1)[0]),
        answers_(arena_.allocate<Note>(workers)) {}

  void work(unsigned number, std::chrono::milliseconds limit) {
    HandOff::Worker self = hand_off_.worker(number);
    auto order = HandOff::Order::none;
    while (order != HandOff::Order::stop) {
      order = hand_off_.await_order(self, limit);
      if (order == HandOff::Order::run) {
        answers_[number].value = question_.value + number;
        hand_off_.finish(self);
      }
    }
  }

  void call(std::uint32_t runs) {
    for (std::uint32_t run = 1; run <= runs; ++run) {
      question_.value = run;
      hand_off_.launch();
      ASSERT_TRUE(hand_off_.join(no_limit));
      for (std::uint32_t worker = 0; worker < answers_.size(); ++worker) {
        ASSERT_EQ(answers_[worker].value, run + worker);
      }
    }
  }

  [[nodiscard]] HandOff& hand_off() noexcept { return hand_off_; }
  [[nodiscard]] unsigned workers() const noexcept { return static_cast<unsigned>(answers_.size()); }

 private:
  Arena arena_{std::size_t{16} * 4096};
  Setup setup_;
  HandOff hand_off_;
  Note& question_;
  std::span<Note> answers_;
};

void hand_off_to_threads(std::uint32_t runs, unsigned workers, bool spinning) {
  Litmus litmus(workers, spinning);
  std::vector<std::jthread> threads;
  for (unsigned worker = 0; worker < workers; ++worker) {
    threads.emplace_back([&, worker] { litmus.work(worker, no_limit); });
  }
  litmus.call(runs);
  litmus.hand_off().stop();
}

void hand_off_to_processes(std::uint32_t runs, unsigned workers, bool spinning) {
  Litmus litmus(workers, spinning);
  std::vector<pid_t> processes;
  for (unsigned worker = 0; worker < workers; ++worker) {
    processes.push_back(::fork());
    ASSERT_GE(processes.back(), 0);
    if (processes.back() == 0) {
      litmus.work(worker, 1s);
      ::_exit(EXIT_SUCCESS);
    }
  }
  litmus.call(runs);
  litmus.hand_off().stop();
  for (const pid_t process : processes) {
    int status = -1;
    EXPECT_EQ(::waitpid(process, &status, 0), process);
    EXPECT_EQ(status, 0);
  }
}

TEST(HandOff, LosesNothingWhenAllSleepAtOnce) {
  hand_off_to_threads(5'000, 3, false);
  hand_off_to_processes(5'000, 3, false);
}

TEST(HandOff, LosesNothingWhenAllSpinFirst) {
  hand_off_to_threads(20'000, 1, true);
  hand_off_to_threads(5'000, 2, true);
}

TEST(HandOff, LosesNothingWhenWorkersMeetOnSeveralLevels) {
  hand_off_to_threads(200, 21, false);
  hand_off_to_processes(200, 21, false);
}

/// The issue of every lock-free protocol: what happens once in a million times.
TEST(HandOff, LosesNothingInTenMillionRunsOfAProcess) {
  const bool has_own_cpu = effective_cpus() > 1;
  hand_off_to_processes(has_own_cpu ? 10'000'000 : 100'000, 1, has_own_cpu);
}

TEST(HandOff, TheCallerCanLookAfterWorkersThatTakeLong) {
  Litmus litmus(1, false);
  litmus.hand_off().launch();
  EXPECT_FALSE(litmus.hand_off().join(1ms));
  HandOff::Worker worker = litmus.hand_off().worker(0);
  EXPECT_EQ(litmus.hand_off().await_order(worker, no_limit), HandOff::Order::run);
  litmus.hand_off().finish(worker);
  EXPECT_TRUE(litmus.hand_off().join(1ms));
}

TEST(HandOff, WorkersThatGetNoOrderCanLookAround) {
  Litmus litmus(1, false);
  HandOff::Worker worker = litmus.hand_off().worker(0);
  EXPECT_EQ(litmus.hand_off().await_order(worker, 1ms), HandOff::Order::none);
  litmus.hand_off().stop();
  EXPECT_EQ(litmus.hand_off().await_order(worker, 1ms), HandOff::Order::stop);
}

}  // namespace
}  // namespace crossover
