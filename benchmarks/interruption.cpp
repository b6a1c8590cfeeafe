#include "interruption.hpp"

#include <atomic>
#include <csignal>

#include "crossover/system_failure.hpp"

namespace crossover {

namespace {

std::atomic<int>& received() {
  static std::atomic<int> signal = 0;  // a signal handler can reach nothing but static memory
  static_assert(std::atomic<int>::is_always_lock_free);
  return signal;
}

extern "C" void note_signal(int signal) { received().store(signal, std::memory_order_relaxed); }

}  // namespace

void watch_for_interruption() {
  received();
  struct sigaction action {};
  action.sa_handler = note_signal;
  action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM}) {
    if (::sigaction(signal, &action, nullptr) != 0) {
      throw system_failure("sigaction");
    }
  }
}

int interruption() noexcept { return received().load(std::memory_order_relaxed); }

}  // namespace crossover
