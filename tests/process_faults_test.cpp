// What must happen when worker processes die or hang; see the fault table of the design.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "src/system/child_processes.hpp"
#include "tests/counting_workload.hpp"
#include "tests/failure_of.hpp"
#include "tests/process_state.hpp"
#include "tests/rehearsal.hpp"

namespace crossover {
namespace {

/// Of one run.
std::string failure_of(Crew& crew) {
  try {
    crew.run();
  } catch (const WorkerDied& died) {
    return died.what();
  }
  return "no failure";
}

void expect_that_it_times_out(Crew& crew) {
  EXPECT_EQ(failure_kind_of([&] { crew.run(); }), FailureKind::timed_out);
  EXPECT_EQ(ProcessState::now().children, 0U);
}

class ProcessFaults : public ::testing::TestWithParam<std::string> {
 protected:
  [[nodiscard]] static const Strategy& strategy() { return *strategies().find(GetParam()); }
};

TEST_P(ProcessFaults, ADeadWorkerFailsTheRunAndEndsItsPeers) {
  Rehearsal rehearsal(counting(999).set("die_at", 700), 3);  // an item of the last worker
  const auto crew = rehearsal.start(strategy(), 3, 3);
  EXPECT_EQ(failure_of(*crew), "worker 2 died: signal 9");
  EXPECT_EQ(ProcessState::now().children, 0U);
}

TEST_P(ProcessFaults, AfterADeathEveryRunFails) {
  Rehearsal rehearsal(counting(999).set("die_at", 700), 3);
  const auto crew = rehearsal.start(strategy(), 3, 3);
  static_cast<void>(failure_of(*crew));
  EXPECT_NE(failure_of(*crew), "no failure");
}

TEST_P(ProcessFaults, AWorkerThatHangsIsEndedAtTheWallLimit) {
  Rehearsal rehearsal(counting(999).set("hang_at", 700), 3);
  rehearsal.wall_limit = std::chrono::milliseconds(200);
  const auto crew = rehearsal.start(strategy(), 3, 3);
  expect_that_it_times_out(*crew);
}

TEST_P(ProcessFaults, TheNextCrewIsNotAffected) {
  {
    Rehearsal rehearsal(counting(999).set("die_at", 700), 3);
    const auto crew = rehearsal.start(strategy(), 3, 3);
    static_cast<void>(failure_of(*crew));
  }
  Rehearsal rehearsal(counting(999), 3);
  rehearsal.start(strategy(), 3, 3)->run();
  EXPECT_FALSE(rehearsal.workload->check());
}

/// Whose processes are this machine's and have shares of their own, so that it is known who
/// computes what.
std::vector<std::string> processes_with_shares() {
  std::vector<std::string> names;
  for (const Strategy& each : strategies().all()) {
    if (each.processes && !each.distributed && !each.external_runtime &&
        !each.may_leave_workers_idle) {
      names.push_back(each.name);
    }
  }
  return names;
}

INSTANTIATE_TEST_SUITE_P(Every, ProcessFaults, ::testing::ValuesIn(processes_with_shares()),
                         [](const auto& each) { return each.param; });

/// Ends every process that computes an item of it, or lets it hang, but for the one that made it:
/// that one computes nothing before another has begun to.
class DeadlyWorkload final : public Workload {
 public:
  DeadlyWorkload(const Spec& spec, Arena& arena)
      : items_(spec.number("n")),
        hangs_(spec.number("hangs") != 0),
        another_has_begun_(arena.construct<std::atomic<bool>>()) {}

  [[nodiscard]] std::size_t size() const override { return items_; }
  void compute(Range /*items*/, unsigned /*worker*/) override {
    if (::getpid() == maker_) {
      while (!another_has_begun_.load()) {
        ::sched_yield();
      }
      return;
    }
    another_has_begun_.store(true);
    if (!hangs_) {
      ::raise(SIGKILL);
    }
    while (true) {
      ::pause();
    }
  }
  std::span<std::byte> result(Range /*items*/) override { return {}; }
  void reset() override {}
  [[nodiscard]] std::optional<Mismatch> check() const override { return std::nullopt; }

 private:
  std::size_t items_;
  bool hangs_;
  std::atomic<bool>& another_has_begun_;
  pid_t maker_ = ::getpid();
};

const AddWorkload deadly_workload{
    {.name = "test/deadly",
     .summary = "ends or stops who computes it",
     .parameters = {{.key = "n", .summary = "items", .standard = [](const Spec&) { return "9"; }},
                    {.key = "hangs",
                     .summary = "0, 1",
                     .standard = [](const Spec&) { return "0"; }}},
     .bytes = [](const Spec& /*spec*/) { return Arena::cache_line; },
     .make = [](const Spec& spec, Arena& arena) -> std::unique_ptr<Workload> {
       return std::make_unique<DeadlyWorkload>(spec, arena);
     }}};

/// Where processes take slices it is not said who takes which, nor that anyone but the caller does.
const Strategy& process_pool_dynamic() { return *strategies().find("process_pool_dynamic"); }

TEST(ProcessPoolDynamic, AWorkerThatDiesWithASliceFailsTheRunAndAllLaterOnes) {
  Rehearsal rehearsal(Spec("test/deadly"), 3);
  const auto crew = rehearsal.start(process_pool_dynamic(), 3, 9);
  EXPECT_THAT(failure_of(*crew), ::testing::MatchesRegex("worker [12] died: signal 9"));
  EXPECT_EQ(ProcessState::now().children, 0U);
  EXPECT_NE(failure_of(*crew), "no failure");
}

TEST(ProcessPoolDynamic, AWorkerThatHangsWithASliceIsEndedAtTheWallLimit) {
  Rehearsal rehearsal(Spec("test/deadly").set("hangs", 1), 3);
  rehearsal.wall_limit = std::chrono::milliseconds(200);
  const auto crew = rehearsal.start(process_pool_dynamic(), 3, 9);
  expect_that_it_times_out(*crew);
}

TEST(ProcessPoolDynamic, AWorkerThatNobodyMissesIsFoundDeadByAndBy) {
  constexpr int runs_between_looks = 1'024;
  Rehearsal rehearsal(counting(1), 2);
  const auto crew = rehearsal.start(process_pool_dynamic(), 2, 2);
  const pid_t worker = ProcessState::children_of_this_process().at(0);
  ASSERT_EQ(::kill(worker, SIGKILL), 0);
  siginfo_t end{};
  ASSERT_EQ(::waitid(P_PID, static_cast<id_t>(worker), &end, WEXITED | WNOWAIT), 0);
  int runs = 0;
  std::string failure = failure_of(*crew);
  for (; failure == "no failure" && runs < runs_between_looks; ++runs) {
    failure = failure_of(*crew);
  }
  EXPECT_EQ(failure, "worker 1 died: signal 9");
  EXPECT_GT(runs, 1);  // the caller does the work meanwhile
}

/// Waits for the end of a process that is not a child of this one.
void await_end_of_stranger(pid_t pid) {
  while (::kill(pid, 0) == 0) {
    ::sched_yield();
  }
}

TEST(WorkersOfAKilledProcess, EndToo) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  const pid_t master = ::fork();
  if (master == 0) {
    Rehearsal rehearsal(counting(100), 3);
    const auto crew = rehearsal.start(*strategies().find("process_pool"), 3, 3);
    for (const pid_t child : ProcessState::children_of_this_process()) {
      static_cast<void>(::write(pipe[1], &child, sizeof child));
    }
    ::raise(SIGKILL);
  }
  ::close(pipe[1]);
  ASSERT_EQ(::waitpid(master, nullptr, 0), master);
  int workers = 0;
  for (pid_t worker = 0; ::read(pipe[0], &worker, sizeof worker) == sizeof worker; ++workers) {
    await_end_of_stranger(worker);
  }
  ::close(pipe[0]);
  EXPECT_EQ(workers, 2);
}

TEST(ProcessPoolPipe, ResultsComeThroughThePipeAlone) {
  Rehearsal rehearsal(counting(1'000), 2);
  const auto crew = rehearsal.start(*strategies().find("process_pool_pipe"), 2, 2);
  crew->run();
  EXPECT_FALSE(rehearsal.workload->check());
  rehearsal.workload->reset();
  crew->run();  // the workers' counts were not reset: what comes home is theirs
  const auto mismatch = rehearsal.workload->check();
  ASSERT_TRUE(mismatch);
  EXPECT_EQ(mismatch->actual, "computed 2 times");
}

TEST(NoProcessesToBeHad, FailsWithTheCauseAndLeavesNothing) {
  const pid_t child = ::fork();
  if (child == 0) {
    const rlimit none{.rlim_cur = 1, .rlim_max = 1};
    // root is exempt from the limit on processes, so become somebody
    if (::setgid(65'534) != 0 || ::setuid(65'534) != 0 || ::setrlimit(RLIMIT_NPROC, &none) != 0) {
      ::_exit(2);
    }
    Rehearsal rehearsal(counting(100), 3);
    try {
      static_cast<void>(rehearsal.start(*strategies().find("process_pool"), 3, 3));
    } catch (const std::system_error& cause) {
      const bool said = std::string(cause.what()).find("cannot start the process") == 0;
      ::_exit(said && ProcessState::now().children == 0 ? 0 : 3);
    }
    ::_exit(4);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 2) {
    GTEST_SKIP() << "needs root to become another user";
  }
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace crossover
