#include "waiting_threads.hpp"

#include <cstdint>
#include <utility>

#include "crossover/futex.hpp"

namespace crossover {

WaitingThreads::WaitingThreads(const Setup& setup, std::function<void(unsigned)> body)
    : hand_off_(setup.arena.construct<HandOff>()),
      spin_(HandOff::spin_time(setup)),
      body_(std::move(body)) {
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
  std::uint32_t seen = 0;
  while (hand_off_.await_launch(seen, spin_)) {
    body_(worker);
    hand_off_.finish();
  }
}

void WaitingThreads::run() {
  hand_off_.launch(static_cast<std::uint32_t>(threads_.size()));
  body_(0);
  hand_off_.join(spin_, no_limit);
}

void WaitingThreads::stop() noexcept {
  hand_off_.stop();
  for (std::thread& thread : threads_) {
    thread.join();
  }
}

}  // namespace crossover
