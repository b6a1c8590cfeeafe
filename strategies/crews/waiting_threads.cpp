#include "strategies/crews/waiting_threads.hpp"

#include <utility>

#include "src/system/futex.hpp"

namespace crossover {

WaitingThreads::WaitingThreads(unsigned count, Launch& launch,
                               std::function<void(const Launch::Worker&)> part)
    : launch_(launch), part_(std::move(part)) {
  try {
    threads_.reserve(count);
    for (unsigned number = 0; number < count; ++number) {
      threads_.emplace_back([this, number] { serve(number); });
    }
  } catch (...) {
    stop();
    throw;
  }
}

void WaitingThreads::serve(unsigned number) {
  Launch::Worker self = launch_.worker(number);
  while (launch_.await_order(self, no_limit) == Launch::Order::run) {
    part_(self);
  }
}

void WaitingThreads::stop() noexcept {
  launch_.stop();
  for (std::thread& thread : threads_) {
    thread.join();
  }
}

}  // namespace crossover
