// One thread and many waits: each item once, failures with their cause, nothing under way after a
// run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "crossover/waits.hpp"
#include "src/system/pipe.hpp"
#include "tests/failure_of.hpp"
#include "tests/measured.hpp"
#include "tests/process_state.hpp"
#include "tests/rehearsal.hpp"

namespace crossover {
namespace {

using namespace std::chrono_literals;
using ::testing::Each;
using ::testing::HasSubstr;

/// Items that wait for what a test says, and keep book.
class RecordingWaits final : public Workload, public Waits {
 public:
  explicit RecordingWaits(std::size_t n) : begun(n), ended(n) {}

  [[nodiscard]] std::size_t size() const override { return begun.size(); }
  void compute(Range /*items*/, unsigned /*worker*/) override {}
  std::span<std::byte> result(Range /*items*/) override { return {}; }
  void reset() override {}
  [[nodiscard]] std::optional<Mismatch> check() const override { return std::nullopt; }

  Wait begin(std::size_t item, unsigned slot) override {
    ++begun.at(item);
    most_slot = std::max(most_slot, slot);
    return first(item);
  }
  std::optional<Wait> end(std::size_t item, unsigned /*slot*/, int result) override {
    ++ended.at(item);
    last_result = result;
    return after(item);
  }
  [[nodiscard]] std::chrono::milliseconds patience() const override { return limit; }

  std::vector<int> begun;
  std::vector<int> ended;
  unsigned most_slot = 0;
  int last_result = 1;
  std::chrono::milliseconds limit = 1min;
  std::function<Wait(std::size_t)> first = [](std::size_t) { return Sleep{1us}; };
  std::function<std::optional<Wait>(std::size_t)> after = [](std::size_t) { return std::nullopt; };
};

class IoUring : public ::testing::Test {
 protected:
  void SetUp() override {
    RecordingWaits waits(1);
    if (const auto why = why_unavailable([&] { static_cast<void>(start(waits, 1)); })) {
      GTEST_SKIP() << *why;
    }
  }

  std::unique_ptr<Crew> start(Workload& workload, unsigned workers) {
    return named("io_uring")
        .start(workload, {.workers = workers, .slices = workers, .arena = arena_});
  }

  Arena arena_{65'536};
};

TEST_F(IoUring, BeginsAndEndsEachItemOnce) {
  for (const unsigned workers : {1U, 2U, 7U, 300U}) {
    for (const std::size_t n : {0U, 1U, 6U, 7U, 8U, 1'000U}) {
      SCOPED_TRACE(std::to_string(n) + " items, " + std::to_string(workers) + " workers");
      RecordingWaits waits(n);
      const auto crew = start(waits, workers);
      for (int run = 1; run <= 2; ++run) {
        crew->run();
        EXPECT_THAT(waits.begun, Each(run));
        EXPECT_THAT(waits.ended, Each(run));
      }
      EXPECT_LT(waits.most_slot, workers);
    }
  }
}

TEST_F(IoUring, CountsWhatIsUnderWayAtTheSameTime) {
  for (const auto& [n, workers, expected] :
       std::vector<std::array<unsigned, 3>>{{32, 16, 16}, {3, 16, 3}, {5, 1, 1}, {0, 4, 0}}) {
    RecordingWaits waits(n);
    waits.first = [](std::size_t) { return Sleep{200ms}; };  // longer than to begin all of them
    const auto crew = start(waits, workers);
    crew->run();
    EXPECT_EQ(crew->participations(), expected) << n << " items, " << workers << " workers";
  }
}

TEST_F(IoUring, AnItemMayWaitForOneThingAfterTheOther) {
  const Pipe pipe;
  std::uint64_t sent = 42;
  std::uint64_t received = 0;
  RecordingWaits waits(1);
  waits.first = [&](std::size_t) {
    return Send{.stream = pipe.writing_end(), .bytes = std::as_bytes(std::span(&sent, 1))};
  };
  waits.after = [&](std::size_t) -> std::optional<Wait> {
    EXPECT_EQ(waits.last_result, waits.ended[0] == 2 ? 0 : 8);
    if (waits.ended[0] == 1) {
      return Sleep{1us};
    }
    if (waits.ended[0] == 2) {
      return Receive{.stream = pipe.reading_end(),
                     .buffer = std::as_writable_bytes(std::span(&received, 1))};
    }
    return std::nullopt;
  };
  start(waits, 1)->run();
  EXPECT_EQ(waits.ended[0], 3);
  EXPECT_EQ(received, sent);
}

TEST_F(IoUring, TellsTheErrorOfAWait) {
  std::array<std::byte, 8> buffer{};
  RecordingWaits waits(1);
  waits.first = [&](std::size_t) { return Receive{.stream = -1, .buffer = buffer}; };
  start(waits, 1)->run();
  EXPECT_EQ(waits.last_result, -EBADF);
}

/// Whatever the others wait for, even an hour.
TEST_F(IoUring, AFailureEndsTheRunAtOnceAndTheNextOneIsFine) {
  const Pipe silent;
  std::array<std::byte, 8> buffer{};
  RecordingWaits waits(20);
  const auto crew = start(waits, 8);
  waits.first = [&](std::size_t item) -> Wait {
    if (item == 5) {
      return Sleep{1us};
    }
    return item % 2 == 0 ? Wait(Sleep{1h})
                         : Wait(Receive{.stream = silent.reading_end(), .buffer = buffer});
  };
  waits.after = [](std::size_t item) -> std::optional<Wait> {
    throw std::runtime_error("item " + std::to_string(item) + " is cursed");
  };
  EXPECT_EQ(failure_of([&] { crew->run(); }), "item 5 is cursed");
  EXPECT_EQ(failure_of([&] { crew->run(); }), "item 5 is cursed");

  waits.first = [](std::size_t item) -> Wait {
    if (item == 7) {
      throw std::runtime_error("item 7 does not begin");
    }
    return Sleep{1h};
  };
  EXPECT_EQ(failure_of([&] { crew->run(); }), "item 7 does not begin");

  waits.first = [](std::size_t) { return Sleep{1us}; };
  waits.after = [](std::size_t) { return std::nullopt; };
  std::ranges::fill(waits.begun, 0);
  std::ranges::fill(waits.ended, 0);
  crew->run();
  EXPECT_THAT(waits.begun, Each(1));
  EXPECT_THAT(waits.ended, Each(1));
}

TEST_F(IoUring, GivesUpWhenNothingEnds) {
  const Pipe silent;
  std::array<std::byte, 8> buffer{};
  RecordingWaits waits(3);
  waits.limit = 20ms;
  waits.first = [&](std::size_t) {
    return Receive{.stream = silent.reading_end(), .buffer = buffer};
  };
  const auto crew = start(waits, 2);
  EXPECT_EQ(failure_of([&] { crew->run(); }), "no wait has ended for 20 ms");
  EXPECT_EQ(waits.last_result, -ETIMEDOUT);
}

TEST_F(IoUring, RefusesAWorkloadThatDoesNotSayWhatItWaitsFor) {
  Rehearsal rehearsal(Spec("empty").set("n", 1), 1);
  EXPECT_THAT(failure_of([&] { static_cast<void>(start(*rehearsal.workload, 1)); }),
              HasSubstr("only workloads that say what their items wait for"));
  EXPECT_FALSE(named("io_uring").can_run(Spec("empty")));
  EXPECT_TRUE(named("io_uring").can_run(Spec("blocking")));
}

TEST_F(IoUring, LeavesNoDescriptorBehind) {
  const ProcessState before = ProcessState::now();
  for (int time = 0; time < 50; ++time) {
    RecordingWaits waits(10);
    start(waits, 4)->run();
  }
  EXPECT_EQ(ProcessState::now().descriptors, before.descriptors);
}

TEST_F(IoUring, WithoutDescriptorsFailsWithTheCause) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  const rlimit none{.rlim_cur = 3, .rlim_max = before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
  RecordingWaits waits(1);
  const std::string failure = failure_of([&] { static_cast<void>(start(waits, 1)); });
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  EXPECT_EQ(failure, "io_uring: Too many open files");
}

/// As containers do; in a process of its own, since it cannot be taken back.
TEST_F(IoUring, IsUnavailableWhereItIsForbidden) {
  const Pipe words;
  const pid_t child = ::fork();
  if (child == 0) {
    std::array<sock_filter, 4> filter{{{BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, nr)},
                                       {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, SYS_io_uring_setup},
                                       {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | EPERM},
                                       {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW}}};
    sock_fprog program{.len = filter.size(), .filter = filter.data()};
    std::string failure = "no seccomp";
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
        ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0) {
      RecordingWaits waits(1);
      failure = why_unavailable([&] { static_cast<void>(start(waits, 1)); }).value_or("available");
    }
    words.send(std::as_bytes(std::span(failure)));
    ::_exit(0);
  }
  ASSERT_EQ(::waitpid(child, nullptr, 0), child);
  std::array<char, 200> failure{};
  ASSERT_GT(::read(words.reading_end(), failure.data(), failure.size() - 1), 0);
  if (std::string(failure.data()) == "no seccomp") {
    GTEST_SKIP() << "this system has no filter for system calls";
  }
  EXPECT_STREQ(failure.data(), "this system does not let us use io_uring: Operation not permitted");
}

}  // namespace
}  // namespace crossover
