// What Python's own ways promise: the same answers, no process left behind, a cause for each
// failure.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "src/system/child_processes.hpp"
#include "src/system/process_tree.hpp"
#include "tests/failure_of.hpp"
#include "tests/process_state.hpp"
#include "tests/rehearsal.hpp"

namespace crossover {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::SizeIs;

Spec squares(std::uint64_t n) { return Spec("squares").set("n", n); }

/// Once a process that may not be a child of this one is gone, or a zombie that nobody reaps.
void await_end_of(pid_t process) {
  for (std::string state = "?"; state != "Z" && !state.empty();) {
    ::sched_yield();
    std::ifstream status("/proc/" + std::to_string(process) + "/status");
    state.clear();
    for (std::string word; status >> word;) {
      if (word == "State:") {
        status >> state;
        break;
      }
    }
  }
}

/// $CROSSOVER_PYTHON for the time of a test.
class ChosenPython {
 public:
  explicit ChosenPython(const std::string& path) { ::setenv("CROSSOVER_PYTHON", path.c_str(), 1); }
  ChosenPython(const ChosenPython&) = delete;
  ChosenPython& operator=(const ChosenPython&) = delete;
  ~ChosenPython() {
    before_.empty() ? ::unsetenv("CROSSOVER_PYTHON")
                    : ::setenv("CROSSOVER_PYTHON", before_.c_str(), 1);
  }

 private:
  std::string before_ =
      std::getenv("CROSSOVER_PYTHON") == nullptr ? "" : std::getenv("CROSSOVER_PYTHON");
};

class PythonStrategies : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    static const auto why = [] {
      Rehearsal rehearsal(squares(1), 1);
      return why_unavailable(
          [&] { static_cast<void>(rehearsal.start(*strategies().find("python_serial"), 1, 1)); });
    }();
    if (why) {
      GTEST_SKIP() << *why;
    }
  }

  [[nodiscard]] static const Strategy& strategy() { return *strategies().find(GetParam()); }
};

TEST_P(PythonStrategies, ComputeEverySquareHoweverManySlices) {
  for (const std::uint64_t n : {1U, 7U, 1003U}) {
    for (const unsigned workers : {1U, 2U, 3U}) {
      SCOPED_TRACE("n " + std::to_string(n) + ", workers " + std::to_string(workers));
      Rehearsal rehearsal(squares(n), workers);
      const auto crew = rehearsal.start(strategy(), workers, workers + std::size_t{1});
      for (int run = 0; run < 2; ++run) {
        rehearsal.workload->reset();
        crew->run();
        EXPECT_TRUE(rehearsal.workload->check()) << "there before they were delivered";
        crew->deliver();
        const auto mismatch = rehearsal.workload->check();
        EXPECT_FALSE(mismatch) << "item " << mismatch->item << " is " << mismatch->actual;
      }
    }
  }
}

TEST_P(PythonStrategies, DeliverNothingThatWasNotComputed) {
  Rehearsal rehearsal(squares(7), 2);
  const auto crew = rehearsal.start(strategy(), 2, 2);
  EXPECT_THAT(failure_of([&] { crew->deliver(); }), HasSubstr("0 results instead of 7"));
}

TEST_P(PythonStrategies, CountEmptyItems) {
  Rehearsal rehearsal(Spec("empty").set("n", 3), 3);
  const auto crew = rehearsal.start(strategy(), 3, 3);
  crew->run();
  crew->deliver();
  EXPECT_FALSE(rehearsal.workload->check());
  for (std::size_t item = 0; item < 3; ++item) {
    EXPECT_EQ(rehearsal.workload->result({.first = item, .last = item + 1}).front(), std::byte{1});
  }
}

TEST_P(PythonStrategies, CountTheWorkersSeen) {
  constexpr std::uint64_t runs = 10;
  constexpr unsigned workers = 2;
  Rehearsal rehearsal(squares(1'000), workers);
  const auto crew = rehearsal.start(strategy(), workers, workers);
  for (std::uint64_t run = 0; run < runs; ++run) {
    crew->run();
  }
  EXPECT_GE(crew->participations(), runs);
  EXPECT_LE(crew->participations(), runs * (strategy().parallel ? workers : 1));
}

TEST_P(PythonStrategies, HaveTheirWorkersReadyAtTheStart) {
  constexpr unsigned workers = 3;
  Rehearsal rehearsal(squares(100), workers);
  const auto crew = rehearsal.start(strategy(), workers, workers);
  const auto processes = descendants_of(::getpid());
  const auto python = ProcessState::children_of_this_process();
  ASSERT_THAT(python, SizeIs(1));
  std::size_t threads = 0;
  for (const auto& task :
       std::filesystem::directory_iterator("/proc/" + std::to_string(python.front()) + "/task")) {
    threads += task.exists() ? 1 : 0;
  }
  if (GetParam() == "python_serial") {
    EXPECT_EQ(threads, 1U);
  }
  if (GetParam() == "python_threads") {
    EXPECT_EQ(threads, 1 + workers);
  }
  EXPECT_GE(processes.size(), GetParam().starts_with("python_pool") ? 1 + workers : 1U);
}

TEST_P(PythonStrategies, SayWhichPythonItIs) {
  Rehearsal rehearsal(squares(1), 1);
  EXPECT_THAT(rehearsal.start(strategy(), 1, 1)->runtime(),
              MatchesRegex("Python 3\\.[0-9]+\\.[0-9]+, with(out)? a GIL"));
}

TEST_P(PythonStrategies, LeaveNothingBehind) {
  Rehearsal rehearsal(squares(100), 2);
  const auto live = [&] { rehearsal.start(strategy(), 2, 2)->run(); };
  live();
  const ProcessState before = ProcessState::now();
  live();
  const ProcessState after = ProcessState::now();
  EXPECT_THAT(descendants_of(::getpid()), IsEmpty());
  EXPECT_EQ(after.threads, before.threads);
  EXPECT_EQ(after.descriptors, before.descriptors);
  EXPECT_EQ(after.shared_mappings, before.shared_mappings);
}

TEST_P(PythonStrategies, AKilledPythonFailsEveryRunAndTakesItsWorkersAlong) {
  Rehearsal rehearsal(squares(100), 2);
  const auto crew = rehearsal.start(strategy(), 2, 2);
  const auto processes = descendants_of(::getpid());
  ASSERT_EQ(::kill(ProcessState::children_of_this_process().at(0), SIGKILL), 0);
  EXPECT_EQ(failure_of([&] { crew->run(); }), "worker 0 died: signal 9");
  EXPECT_EQ(failure_of([&] { crew->run(); }), "worker 0 died: signal 9");
  for (const pid_t process : processes) {
    await_end_of(process);
  }
}

TEST_P(PythonStrategies, APythonThatHangsIsEndedAtTheWallLimit) {
  Rehearsal rehearsal(squares(100), 2);
  rehearsal.wall_limit = std::chrono::seconds(5);
  const auto crew = rehearsal.start(strategy(), 2, 2);
  ASSERT_EQ(::kill(ProcessState::children_of_this_process().at(0), SIGSTOP), 0);
  for (int run = 0; run < 2; ++run) {
    EXPECT_EQ(failure_kind_of([&] { crew->run(); }), FailureKind::timed_out);
  }
  EXPECT_THAT(descendants_of(::getpid()), IsEmpty());
}

TEST_P(PythonStrategies, EndWithAKilledMaster) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  const pid_t master = ::fork();
  if (master == 0) {
    Rehearsal rehearsal(squares(100), 2);
    const auto crew = rehearsal.start(strategy(), 2, 2);
    for (const pid_t process : descendants_of(::getpid())) {
      static_cast<void>(::write(pipe[1], &process, sizeof process));
    }
    ::raise(SIGKILL);
  }
  ::close(pipe[1]);
  ASSERT_EQ(::waitpid(master, nullptr, 0), master);
  std::size_t processes = 0;
  for (pid_t process = 0; ::read(pipe[0], &process, sizeof process) == sizeof process;) {
    await_end_of(process);
    ++processes;
  }
  ::close(pipe[0]);
  EXPECT_GE(processes, 1U);
}

TEST_P(PythonStrategies, AreUnavailableForAnotherIntensity) {
  Rehearsal rehearsal(squares(7).set("intensity", 2), 1);
  EXPECT_EQ(why_unavailable([&] { static_cast<void>(rehearsal.start(strategy(), 1, 1)); }),
            "the original programs compute squares of intensity 1 only");
}

TEST_P(PythonStrategies, AreUnavailableWithoutPython) {
  const ChosenPython none("/nonexistent");
  Rehearsal rehearsal(squares(7), 1);
  EXPECT_EQ(why_unavailable([&] { static_cast<void>(rehearsal.start(strategy(), 1, 1)); }),
            "cannot execute /nonexistent: No such file or directory");
  EXPECT_THAT(descendants_of(::getpid()), IsEmpty());
}

TEST_P(PythonStrategies, AProgramThatIsNoPythonFailsTheStart) {
  const ChosenPython none("false");
  Rehearsal rehearsal(squares(7), 1);
  EXPECT_EQ(failure_of([&] { static_cast<void>(rehearsal.start(strategy(), 1, 1)); }),
            "worker 0 died: exit code 1");
}

std::vector<std::string> in_python() {
  std::vector<std::string> names;
  for (const Strategy& each : strategies().all()) {
    if (each.language == "Python") {
      names.push_back(each.name);
    }
  }
  return names;
}

INSTANTIATE_TEST_SUITE_P(Every, PythonStrategies, ::testing::ValuesIn(in_python()),
                         [](const auto& each) { return each.param; });

}  // namespace
}  // namespace crossover
