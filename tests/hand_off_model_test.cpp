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

#include "interleavings.hpp"
#include "strategies/hand_off.hpp"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CROSSOVER_STACKS_ARE_WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define CROSSOVER_STACKS_ARE_WATCHED 1
#endif
#endif

namespace crossover {
namespace {

/// Looks once and then sleeps: spinning only adds looks that change nothing.
struct NoPatience {
  explicit NoPatience(bool /*has_own_cpu*/) noexcept {}
  template <typename Condition>
  [[nodiscard]] bool spin_until(const Condition& condition) const noexcept {
    return condition();
  }
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

/// One caller that hands over `runs` runs to `workers` and then stops them.
template <typename Word>
struct Play {
  using Hand = BasicHandOff<Word, NoPatience>;

  Play(Arena& memory, unsigned workers, unsigned run_count)
      : arena(memory),
        begin(memory.begin_section()),
        setup{.workers = workers + 1, .arena = arena},
        launched(arena.construct<typename Hand::SignalType>()),
        hand_off(setup, launched, workers),
        done(workers),
        runs(run_count) {}
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

template <typename Word>
std::string explore(unsigned workers, unsigned runs, std::size_t& states) {
  Arena arena(std::size_t{16} * 4096);
  Interleavings all;
  const std::string problem = all.explore([&] {
    const auto play = std::make_shared<Play<Word>>(arena, workers, runs);
    Interleavings::Threads threads{[play, &all] { play->call(all); }};
    for (unsigned worker = 0; worker < workers; ++worker) {
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
#ifdef CROSSOVER_STACKS_ARE_WATCHED
    GTEST_SKIP() << "the sanitizer does not know of the threads' own stacks";
#endif
  }
  std::size_t states_ = 0;
};

TEST_F(HandOffModel, OneWorkerManyRuns) {
  EXPECT_EQ(explore<SteppedWord>(1, 4, states_), "");
  EXPECT_GT(states_, 100U);
}

TEST_F(HandOffModel, TwoWorkersMeet) {
  EXPECT_EQ(explore<SteppedWord>(2, 2, states_), "");
  EXPECT_GT(states_, 1'000U);
}

TEST_F(HandOffModel, FindsALostWakeUp) {
  EXPECT_THAT(explore<ForgetfulWord>(1, 1, states_), ::testing::HasSubstr("asleep"));
  EXPECT_THAT(explore<SlowWord>(1, 1, states_), ::testing::HasSubstr("asleep"));
}

}  // namespace
}  // namespace crossover
