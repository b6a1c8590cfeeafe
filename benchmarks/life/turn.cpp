#include "turn.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>
#include <thread>

#include "benchmarks/crew_lives.hpp"
#include "benchmarks/measuring.hpp"
#include "benchmarks/standing_crew.hpp"
#include "crossover/child_processes.hpp"
#include "crossover/pipe.hpp"
#include "crossover/system_failure.hpp"
#include "line_reader.hpp"
#include "sample_timer.hpp"

namespace crossover {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using nlohmann::json;

json sample(const Cell& cell, Stage& stage, unsigned effective_cpus, Timer::Duration length) {
  stage.arena.map_pages();
  SampleTimer timer(length);
  RowReport report;
  if (needs_new_crews(cell.phase)) {
    report = measure_crew_lives(cell, stage, effective_cpus, timer);
  } else {
    StandingCrew crew(cell, stage, effective_cpus, SettlingRule::for_a_sample());
    report = measure_runs(crew, cell, timer);
  }
  report.counters["memory_nodes"] = stage.arena.placement().nodes;
  return {{"time_ns", timer.median_ns()},
          {"runs", timer.runs()},
          {"counters", report.counters},
          {"label", report.label}};
}

/// In the forked process. What the workload keeps beside its memory, such as files, goes with it.
json sample_or_error(const Cell& cell, Stage& stage, unsigned effective_cpus,
                     Timer::Duration length) {
  try {
    json told = sample(cell, stage, effective_cpus, length);
    stage.workload.reset();
    return told;
  } catch (const std::exception& failure) {
    stage.workload.reset();
    return {{"error", failure.what()}};
  }
}

/// What has become of a process that told nothing.
std::string cause_of_death(int status) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    return "the process died: signal " + std::to_string(signal) + " (" + ::strsignal(signal) + ")";
  }
  return "the process ended with exit code " + std::to_string(WEXITSTATUS(status)) +
         " and told nothing";
}

int reap(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

/// Those die with their parents, but not at once.
void reap_orphans() {
  constexpr auto long_enough = 1s;
  const auto deadline = Clock::now() + long_enough;
  pid_t ended = 0;
  while ((ended = ::waitpid(-1, nullptr, WNOHANG)) >= 0 && Clock::now() < deadline) {
    if (ended == 0) {
      std::this_thread::sleep_for(1ms);
    }
  }
}

/// The line that the process sends; empty if it dies before.
std::string line_of(const Pipe& answers, std::chrono::milliseconds limit) {
  try {
    return LineReader(answers.reading_end()).next(Clock::now() + limit).value_or("");
  } catch (const TimedOut&) {
    return json({{"error", "timeout: not done after " + std::to_string(limit.count()) + " ms"}})
        .dump();
  }
}

}  // namespace

json take_turn(const Cell& cell, Stage& stage, unsigned effective_cpus,
               std::chrono::nanoseconds sample_length, std::chrono::milliseconds limit) {
  Pipe answers;
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) {
    throw system_failure("cannot start a process to measure in");
  }
  if (child == 0) {
    die_with_parent(parent);
    const json told = sample_or_error(cell, stage, effective_cpus, sample_length);
    send_line(answers.writing_end(), told.dump(-1, ' ', false, json::error_handler_t::replace));
    ::_exit(EXIT_SUCCESS);
  }
  answers.close_writing_end();
  const std::string line = line_of(answers, limit);
  ::kill(child, SIGKILL);  // it has told all that it had to tell
  const int status = reap(child);
  reap_orphans();
  return line.empty() ? json{{"error", cause_of_death(status)}} : json::parse(line);
}

std::chrono::milliseconds turn_limit(const Workload& workload) {
  constexpr auto whatever_it_does = 10s;
  constexpr int runs = 50;
  return whatever_it_does +
         std::chrono::duration_cast<std::chrono::milliseconds>(runs * workload.explained_run());
}

void adopt_orphans() {
  if (::prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) {
    throw system_failure("prctl(PR_SET_CHILD_SUBREAPER)");
  }
}

}  // namespace crossover
