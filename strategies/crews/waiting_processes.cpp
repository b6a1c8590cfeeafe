#include "strategies/crews/waiting_processes.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string>

#include "crossover/failure.hpp"

namespace crossover {

namespace {

/// How often a worker that waits for a run wakes up at least.
constexpr auto idle_interval = std::chrono::seconds(1);

}  // namespace

WaitingProcesses::WaitingProcesses(const Setup& setup, Launch& launch, const Part& part)
    : launch_(launch), wall_limit_(setup.wall_limit) {
  for (unsigned worker = part.first_worker; worker < setup.workers; ++worker) {
    children_.fork(worker, [&] { serve(worker - part.first_worker, part); });
  }
}

WaitingProcesses::~WaitingProcesses() {
  launch_.stop();
  if (!lost_one_) {
    children_.await_end(std::chrono::seconds(1));
  }
}

void WaitingProcesses::serve(unsigned number, const Part& part) {
  if (part.prepare) {
    part.prepare();
  }
  Launch::Worker self = launch_.worker(number);
  auto order = Launch::Order::none;
  while (order != Launch::Order::stop) {
    order = launch_.await_order(self, idle_interval);
    if (order == Launch::Order::run) {
      part.body(self);
    }
  }
  ::_exit(EXIT_SUCCESS);
}

void WaitingProcesses::require_all() {
  constexpr unsigned runs_between_looks = 1'024;
  if (lost_one_) {
    throw WorkerDied("a worker of this crew died in an earlier run");
  }
  if (++runs_ % runs_between_looks == 0) {
    require_progress();
    deadline_.reset();
  }
}

void WaitingProcesses::require_progress() {
  lost_one_ = true;  // unless the next lines say otherwise
  children_.require_alive();
  const auto now = std::chrono::steady_clock::now();
  deadline_ = deadline_.value_or(now + wall_limit_);
  if (now >= *deadline_) {
    children_.kill_all();
    throw TimedOut("the workers were not done after " + std::to_string(wall_limit_.count()) +
                   " ms");
  }
  lost_one_ = false;
}

}  // namespace crossover
