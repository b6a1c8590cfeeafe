// The hand-off in every order of its steps: nobody sleeps for ever, nobody starts early or twice,
// nobody is missing at the end. A model that the code is not part of could be right where the code
// is wrong, so it is the code itself that runs, over words that count steps.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "strategies/crews/hand_off.hpp"
#include "strategies/crews/self_scheduling.hpp"
#include "tests/interleavings.hpp"

namespace crossover {
namespace {

/// Looks once and then sleeps: spinning only adds looks that change nothing.
struct NoPatience {
  explicit NoPatience(bool /*has_own_cpu*/) noexcept {}
  template <typename Condition>
  [[nodiscard]] bool spin_until(const Condition& condition, bool /*woke*/) const noexcept {
    return condition();
  }
  void learn(StandingMachine::Clock::time_point /*woken*/,
             StandingMachine::Clock::time_point /*awake*/) noexcept {}
};

/// A word that forgets to tell that somebody sleeps.
class ForgetfulWord : public SteppedWord {
 public:
  std::uint32_t replace(std::uint32_t from, std::uint32_t /*to*/) noexcept {
    return SteppedWord::replace(from, from);
  }
  void sleep(std::uint32_t value, std::chrono::milliseconds limit) const noexcept {
    SteppedWord::sleep(value & ~1U, limit);
  }
};

/// A word that tells it, but looks and falls asleep in two steps.
class SlowWord : public SteppedWord {
 public:
  void sleep(std::uint32_t value, std::chrono::milliseconds limit) const noexcept {
    if (load() == value) {
      SteppedWord::sleep(load(), limit);
    }
  }
};

/// How much is tried.
struct Extent {
  unsigned workers;  ///< besides the caller
  unsigned runs;
  std::size_t slices = 1;
};

/// One caller that hands over runs to workers and then stops them.
template <typename Word>
struct Play {
  using Hand = BasicHandOff<Word, NoPatience>;

  Play(Arena& memory, const Extent& extent)
      : arena(memory),
        begin(memory.begin_section()),
        setup{.workers = extent.workers + 1, .arena = arena},
        launched(arena.construct<typename Hand::SignalType>()),
        hand_off(setup, launched, extent.workers),
        done(extent.workers),
        runs(extent.runs) {}
  Play(const Play&) = delete;
  Play& operator=(const Play&) = delete;
  Play(Play&&) = delete;
  Play& operator=(Play&&) = delete;
  ~Play() { arena.rewind(begin); }

  void call(Interleavings& all) {
    for (unsigned run = 1; run <= runs; ++run) {
      all.settle(run);
      hand_off.launch();
      hand_off.join(no_limit);
      for (const unsigned each : done) {
        if (each != run) {
          all.report("after run " + std::to_string(run) + " a worker has done " +
                     std::to_string(each));
        }
      }
    }
    all.settle(runs + 1);
    hand_off.stop();
  }

  void work(Interleavings& all, unsigned number) {
    auto self = hand_off.worker(number);
    while (hand_off.await_order(self, no_limit) == Hand::Order::run) {
      all.settle(++done[number]);
      hand_off.finish(self);
    }
  }

  Arena& arena;
  std::size_t begin;
  Setup setup;
  typename Hand::SignalType& launched;
  Hand hand_off;
  std::vector<unsigned> done;  // runs, by worker
  unsigned runs;
};

/// A word that takes something away in two steps.
class TornWord : public SteppedWord {
 public:
  std::uint32_t decrease(std::uint32_t by = 1) noexcept {
    const std::uint32_t less = load() - by;
    store(less);
    return less;
  }
};

/// One caller and its workers who take slices. A worker may come when its run is long over, or the
/// next one half done.
template <typename Word>
struct SlicesPlay {
  using Schedule = BasicSelfScheduling<Word, NoPatience>;

  SlicesPlay(Arena& memory, const Extent& extent)
      : arena(memory),
        begin(memory.begin_section()),
        setup{.workers = extent.workers + 1, .slices = extent.slices, .arena = arena},
        launched(arena.construct<typename Schedule::SignalType>()),
        schedule(setup, launched, extent.workers),
        done(extent.slices),
        runs(extent.runs) {}
  SlicesPlay(const SlicesPlay&) = delete;
  SlicesPlay& operator=(const SlicesPlay&) = delete;
  SlicesPlay(SlicesPlay&&) = delete;
  SlicesPlay& operator=(SlicesPlay&&) = delete;
  ~SlicesPlay() { arena.rewind(begin); }

  void call(Interleavings& all) {
    for (run = 1; run <= runs; ++run) {
      all.settle(run);
      schedule.launch();
      schedule.compute_as_caller([&](std::size_t slice) { compute(all, slice); });
      schedule.join(no_limit);
      for (const unsigned each : done) {
        if (each != run) {
          all.report("after run " + std::to_string(run) + " a slice was done " +
                     std::to_string(each) + " times");
        }
      }
    }
    all.settle(runs + 1);
    schedule.stop();
  }

  void work(Interleavings& all, unsigned number) {
    auto self = schedule.worker(number);
    while (schedule.await_order(self, no_limit) == Schedule::Order::run) {
      all.settle(self.runs);
      schedule.compute_as_worker([&](std::size_t slice) { compute(all, slice); });
      all.settle(self.runs + 1);
    }
  }

  /// Others may make steps between its begin and its end.
  void compute(Interleavings& all, std::size_t slice) {
    const unsigned current = run;
    static_cast<void>(pause.load());
    ++done[slice];
    if (run != current) {
      all.report("run " + std::to_string(current) + " was over before its slices were");
    }
  }

  Arena& arena;
  std::size_t begin;
  Setup setup;
  typename Schedule::SignalType& launched;
  Schedule schedule;
  SteppedWord pause;
  std::vector<unsigned> done;  // times, by slice
  unsigned runs;
  unsigned run = 0;
};

template <typename PlayType>
std::string explore(const Extent& extent, std::size_t& states) {
  Arena arena(std::size_t{16} * 4096);
  Interleavings all;
  const std::string problem = all.explore([&] {
    const auto play = std::make_shared<PlayType>(arena, extent);
    Interleavings::Threads threads{[play, &all] { play->call(all); }};
    for (unsigned worker = 0; worker < extent.workers; ++worker) {
      threads.emplace_back([play, worker, &all] { play->work(all, worker); });
    }
    return threads;
  });
  states = all.states();
  return problem;
}

class HandOffModel : public ::testing::Test {
 protected:
  void SetUp() override {
    if (stacks_are_watched) {
      GTEST_SKIP() << "the sanitizer does not know of the threads' own stacks";
    }
  }
  std::size_t states_ = 0;
};

TEST_F(HandOffModel, OneWorkerManyRuns) {
  EXPECT_EQ(explore<Play<SteppedWord>>({.workers = 1, .runs = 4}, states_), "");
  EXPECT_GT(states_, 100U);
}

TEST_F(HandOffModel, TwoWorkersMeet) {
  EXPECT_EQ(explore<Play<SteppedWord>>({.workers = 2, .runs = 2}, states_), "");
  EXPECT_GT(states_, 1'000U);
}

TEST_F(HandOffModel, FindsALostWakeUp) {
  EXPECT_THAT(explore<Play<ForgetfulWord>>({.workers = 1, .runs = 1}, states_),
              ::testing::HasSubstr("asleep"));
  EXPECT_THAT(explore<Play<SlowWord>>({.workers = 1, .runs = 1}, states_),
              ::testing::HasSubstr("asleep"));
}

TEST_F(HandOffModel, ALateWorkerDisturbsNoRun) {
  EXPECT_EQ(explore<SlicesPlay<SteppedWord>>({.workers = 1, .runs = 4, .slices = 2}, states_), "");
  EXPECT_GT(states_, 1'000U);
}

TEST_F(HandOffModel, TwoLateWorkersDisturbNoRun) {
  EXPECT_EQ(explore<SlicesPlay<SteppedWord>>({.workers = 2, .runs = 2}, states_), "");
  EXPECT_GT(states_, 10'000U);
}

TEST_F(HandOffModel, FindsASliceThatIsTakenTwice) {
  EXPECT_NE(explore<SlicesPlay<TornWord>>({.workers = 1, .runs = 1}, states_), "");
}

}  // namespace
}  // namespace crossover
