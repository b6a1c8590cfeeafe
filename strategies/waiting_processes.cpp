#include "waiting_processes.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string>

namespace crossover {

namespace {

/// How often someone who waits for a run looks whether all workers still live.
constexpr auto health_interval = std::chrono::milliseconds(20);

/// How often a worker that waits for a run wakes up at least.
constexpr auto idle_interval = std::chrono::seconds(1);

}  // namespace

WaitingProcesses::WaitingProcesses(const Setup& setup, Signal& launched, const Part& part)
    : hand_off_(setup, launched, setup.workers - part.first_worker),
      wall_limit_(setup.wall_limit),
      workers_(setup.workers - part.first_worker) {
  for (unsigned worker = part.first_worker; worker < setup.workers; ++worker) {
    children_.fork(worker, [&] { serve(worker, part); });
  }
}

WaitingProcesses::~WaitingProcesses() {
  hand_off_.stop();
  if (!lost_one_) {
    children_.await_end(std::chrono::seconds(1));
  }
}

void WaitingProcesses::serve(unsigned worker, const Part& part) {
  if (part.prepare) {
    part.prepare(worker);
  }
  HandOff::Worker self = hand_off_.worker(worker - part.first_worker);
  auto order = HandOff::Order::none;
  while (order != HandOff::Order::stop) {
    order = hand_off_.await_order(self, idle_interval);
    if (order == HandOff::Order::run) {
      part.body(worker);
      hand_off_.finish(self);
    }
  }
  ::_exit(EXIT_SUCCESS);
}

void WaitingProcesses::launch() {
  if (lost_one_) {
    throw WorkerDied("a worker of this crew died in an earlier run");
  }
  if (workers_ != 0) {
    hand_off_.launch();
  }
}

void WaitingProcesses::join() {
  while (workers_ != 0 && !hand_off_.join(health_interval)) {
    require_progress();
  }
  deadline_.reset();
}

void WaitingProcesses::require_progress() {
  lost_one_ = true;  // unless the next lines say otherwise
  children_.require_alive();
  const auto now = std::chrono::steady_clock::now();
  deadline_ = deadline_.value_or(now + wall_limit_);
  if (now >= *deadline_) {
    children_.kill_all();
    throw WorkerDied("timeout: the workers were not done after " +
                     std::to_string(wall_limit_.count()) + " ms");
  }
  lost_one_ = false;
}

}  // namespace crossover
