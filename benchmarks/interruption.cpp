#include "benchmarks/interruption.hpp"

#include <unistd.h>

#include <array>
#include <atomic>
#include <utility>

#include "benchmarks/exit_code.hpp"
#include "crossover/failure.hpp"
#include "src/system/system_failure.hpp"

namespace crossover {

namespace {

constexpr std::array asking_for_the_end{SIGINT, SIGTERM, SIGHUP};

/// A signal handler can reach nothing but static memory.
struct Received {
  std::atomic<int> signal = 0;
  std::atomic<const char*> unfinished_file = nullptr;
};
static_assert(std::atomic<int>::is_always_lock_free &&
              std::atomic<const char*>::is_always_lock_free);

Received& received() {
  static Received all;
  return all;
}

/// Calls nothing that a signal handler must not: signal-safety(7).
extern "C" void note_signal(int signal) {
  Received& all = received();
  int none = 0;
  if (all.signal.compare_exchange_strong(none, signal)) {
    return;
  }
  if (const char* file = all.unfinished_file.load()) {
    ::unlink(file);
  }
  ::_exit(exit_code::ended_by(signal));
}

bool is_ignored(int signal) {
  struct sigaction present {};
  return ::sigaction(signal, nullptr, &present) == 0 && present.sa_handler == SIG_IGN;
}

void handle(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  if (::sigaction(signal, &action, nullptr) != 0) {
    throw system_failure("sigaction");
  }
}

}  // namespace

void watch_for_interruption() {
  received();
  for (const int signal : asking_for_the_end) {
    if (signal != SIGHUP || !is_ignored(signal)) {
      handle(signal, note_signal);
    }
  }
  handle(SIGPIPE, SIG_IGN);
}

void remove_at_second_signal(std::string unfinished_file) {
  static std::string kept;  // as long as signals may come
  received().unfinished_file = nullptr;
  kept = std::move(unfinished_file);
  received().unfinished_file = kept.c_str();
}

void ask_for_the_end(int signal) noexcept {
  int none = 0;
  received().signal.compare_exchange_strong(none, signal);
}

int interruption() noexcept { return received().signal.load(std::memory_order_relaxed); }

void require_no_interruption() {
  if (interruption() != 0) {
    throw Interrupted();
  }
}

BlockedSignals::BlockedSignals() {
  sigset_t blocked;
  ::sigemptyset(&blocked);
  for (const int signal : asking_for_the_end) {
    ::sigaddset(&blocked, signal);
  }
  if (::sigprocmask(SIG_BLOCK, &blocked, &before_) != 0) {
    throw system_failure("cannot block signals");
  }
}

BlockedSignals::~BlockedSignals() { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }

}  // namespace crossover
