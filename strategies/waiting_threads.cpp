#include "waiting_threads.hpp"

#include <utility>

#include "crossover/futex.hpp"

namespace crossover {

WaitingThreads::WaitingThreads(const Setup& setup, Signal& launched,
                               std::function<void(unsigned)> body)
    : hand_off_(setup, launched, setup.workers - 1), body_(std::move(body)) {
  try {
    threads_.reserve(setup.workers - 1);
    for (unsigned worker = 1; worker < setup.workers; ++worker) {
      threads_.emplace_back([this, worker] { serve(worker); });
    }
  } catch (...) {
    stop();
    throw;
  }
}

void WaitingThreads::serve(unsigned worker) {
  HandOff::Worker self = hand_off_.worker(worker - 1);
  while (hand_off_.await_order(self, no_limit) == HandOff::Order::run) {
    body_(worker);
    hand_off_.finish(self);
  }
}

void WaitingThreads::run() {
  if (threads_.empty()) {
    body_(0);
    return;
  }
  hand_off_.launch();
  body_(0);
  hand_off_.join(no_limit);
}

void WaitingThreads::stop() noexcept {
  hand_off_.stop();
  for (std::thread& thread : threads_) {
    thread.join();
  }
}

}  // namespace crossover
