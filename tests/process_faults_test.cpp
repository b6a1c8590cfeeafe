// What must happen when worker processes die or hang; see the fault table of the design.
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>

#include "counting_workload.hpp"
#include "crossover/child_processes.hpp"
#include "process_state.hpp"
#include "rehearsal.hpp"

namespace crossover {
namespace {

class ProcessFaults : public ::testing::TestWithParam<std::string> {
 protected:
  [[nodiscard]] static const Strategy& strategy() { return *strategies().find(GetParam()); }

  static std::string failure_of(Crew& crew) {
    try {
      crew.run();
    } catch (const WorkerDied& died) {
      return died.what();
    }
    return "no failure";
  }
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
  EXPECT_TRUE(failure_of(*crew).starts_with("timeout: ")) << failure_of(*crew);
  EXPECT_EQ(ProcessState::now().children, 0U);
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

INSTANTIATE_TEST_SUITE_P(Every, ProcessFaults,
                         ::testing::Values("process_per_call", "process_spawn", "process_pool",
                                           "process_pool_pipe"),
                         [](const auto& each) { return each.param; });

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
