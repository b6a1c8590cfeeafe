// Runs are handed to workers and back without losing one; a lost wake-up would hang the test.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <thread>
#include <vector>

#include "src/system/cpus.hpp"
#include "strategies/crews/hand_off.hpp"
#include "strategies/crews/self_scheduling.hpp"

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

  void call(std::uint32_t runs, std::chrono::milliseconds limit) {
    for (std::uint32_t run = 1; run <= runs; ++run) {
      question_.value = run;
      hand_off_.launch();
      while (!hand_off_.join(limit)) {
      }
      for (std::uint32_t worker = 0; worker < answers_.size(); ++worker) {
        ASSERT_EQ(answers_[worker].value, run + worker);
      }
    }
  }

  void stop() noexcept { hand_off_.stop(); }
  [[nodiscard]] HandOff& hand_off() noexcept { return hand_off_; }

 private:
  Arena arena_{std::size_t{16} * 4096};
  Setup setup_;
  HandOff hand_off_;
  Note& question_;
  std::span<Note> answers_;
};

/// The same for slices that anyone may take. Here the notes are the slices', so it is not said who
/// answers, and workers come when they like, or never.
class SlicesLitmus {
 public:
  SlicesLitmus(unsigned workers, bool spinning)
      : setup_{.workers = workers + 1,
               .slices = std::size_t{workers} + 1,
               .arena = arena_,
               .effective_cpus = spinning ? workers + 1 : 1},
        schedule_(setup_, arena_.construct<Signal>(), workers),
        question_(arena_.allocate<Note>(1)[0]),
        answers_(arena_.allocate<Note>(setup_.slices)) {}

  void work(unsigned number, std::chrono::milliseconds limit) {
    SelfScheduling::Worker self = schedule_.worker(number);
    auto order = SelfScheduling::Order::none;
    while (order != SelfScheduling::Order::stop) {
      order = schedule_.await_order(self, limit);
      if (order == SelfScheduling::Order::run) {
        schedule_.compute_as_worker([this](std::size_t slice) { answer(slice); });
      }
    }
  }

  void call(std::uint32_t runs, std::chrono::milliseconds limit) {
    for (std::uint32_t run = 1; run <= runs; ++run) {
      question_.value = run;
      schedule_.launch();
      schedule_.compute_as_caller([this](std::size_t slice) { answer(slice); });
      while (!schedule_.join(limit)) {
      }
      for (std::size_t slice = 0; slice < answers_.size(); ++slice) {
        ASSERT_EQ(answers_[slice].value, run * slice + run) << "slice " << slice << ", run " << run;
        answers_[slice].value = 0;
      }
    }
  }

  void stop() noexcept { schedule_.stop(); }

 private:
  /// Added, not written, so that a slice that is done twice has a wrong answer.
  void answer(std::size_t slice) {
    answers_[slice].value += question_.value * static_cast<std::uint32_t>(slice + 1);
  }

  Arena arena_{std::size_t{16} * 4096};
  Setup setup_;
  SelfScheduling schedule_;
  Note& question_;
  std::span<Note> answers_;
};

template <typename LitmusType>
void run_on_threads(std::uint32_t runs, unsigned workers, bool spinning) {
  LitmusType litmus(workers, spinning);
  std::vector<std::jthread> threads;
  for (unsigned worker = 0; worker < workers; ++worker) {
    threads.emplace_back([&, worker] { litmus.work(worker, no_limit); });
  }
  litmus.call(runs, no_limit);
  litmus.stop();
}

template <typename LitmusType>
void run_on_processes(std::uint32_t runs, unsigned workers, bool spinning) {
  LitmusType litmus(workers, spinning);
  std::vector<pid_t> processes;
  for (unsigned worker = 0; worker < workers; ++worker) {
    processes.push_back(::fork());
    ASSERT_GE(processes.back(), 0);
    if (processes.back() == 0) {
      litmus.work(worker, 1s);
      ::_exit(EXIT_SUCCESS);
    }
  }
  litmus.call(runs, 1s);
  litmus.stop();
  for (const pid_t process : processes) {
    int status = -1;
    EXPECT_EQ(::waitpid(process, &status, 0), process);
    EXPECT_EQ(status, 0);
  }
}

TEST(HandOff, LosesNothingWhenAllSleepAtOnce) {
  run_on_threads<Litmus>(5'000, 3, false);
  run_on_processes<Litmus>(5'000, 3, false);
}

TEST(HandOff, LosesNothingWhenAllSpinFirst) {
  run_on_threads<Litmus>(20'000, 1, true);
  run_on_threads<Litmus>(5'000, 2, true);
}

TEST(HandOff, LosesNothingWhenWorkersMeetOnSeveralLevels) {
  run_on_threads<Litmus>(200, 21, false);
  run_on_processes<Litmus>(200, 21, false);
}

/// The issue of every lock-free protocol: what happens once in a million times.
TEST(HandOff, LosesNothingInTenMillionRunsOfAProcess) {
  const bool has_own_cpu = effective_cpus() > 1;
  run_on_processes<Litmus>(has_own_cpu ? 10'000'000 : 100'000, 1, has_own_cpu);
}

TEST(HandOffOfSlices, LosesNothingWhenAllSleepAtOnce) {
  run_on_threads<SlicesLitmus>(5'000, 3, false);
  run_on_processes<SlicesLitmus>(5'000, 3, false);
}

TEST(HandOffOfSlices, LosesNothingWhenAllSpinFirst) {
  run_on_threads<SlicesLitmus>(20'000, 1, true);
  run_on_threads<SlicesLitmus>(5'000, 2, true);
}

TEST(HandOffOfSlices, LosesNothingInTenMillionRunsOfAProcess) {
  const bool has_own_cpu = effective_cpus() > 1;
  run_on_processes<SlicesLitmus>(has_own_cpu ? 10'000'000 : 100'000, 1, has_own_cpu);
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
