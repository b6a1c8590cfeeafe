#include "waiting_processes.hpp"

#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>

namespace crossover {

namespace {

/// How often someone who waits for a run looks whether all workers still live.
constexpr auto health_interval = std::chrono::milliseconds(20);

}  // namespace

WaitingProcesses::WaitingProcesses(const Setup& setup, const Part& part)
    : hand_off_(setup.arena.construct<HandOff>()),
      spin_(HandOff::spin_time(setup)),
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
  std::uint32_t seen = 0;
  while (hand_off_.await_launch(seen, spin_)) {
    part.body(worker);
    hand_off_.finish();
  }
  ::_exit(EXIT_SUCCESS);
}

void WaitingProcesses::launch() {
  if (lost_one_) {
    throw WorkerDied("a worker of this crew died in an earlier run");
  }
  deadline_ = std::chrono::steady_clock::now() + wall_limit_;
  hand_off_.launch(workers_);
}

void WaitingProcesses::join() {
  while (!hand_off_.join(spin_, health_interval)) {
    require_progress();
  }
}

void WaitingProcesses::require_progress() {
  lost_one_ = true;  // unless the next lines say otherwise
  children_.require_alive();
  if (std::chrono::steady_clock::now() >= deadline_) {
    children_.kill_all();
    throw WorkerDied("timeout: the workers were not done after " +
                     std::to_string(wall_limit_.count()) + " ms");
  }
  lost_one_ = false;
}

}  // namespace crossover
