#include "benchmarks/interruption.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <string_view>

#include "benchmarks/exit_code.hpp"
#include "src/system/file_descriptor.hpp"
#include "src/system/system_failure.hpp"

#include "crossover/failure.hpp"

namespace crossover {

namespace {

constexpr unsigned grace_seconds = 1;
constexpr std::string_view ending = "\n  ]\n}\n";  // of Google Benchmark's JSON

std::atomic<int>& received() {
  static std::atomic<int> signal = 0;  // a signal handler can reach nothing but static memory
  static_assert(std::atomic<int>::is_always_lock_free);
  return signal;
}

/// Likewise.
struct Watched {
  pid_t process = 0;  // whose forks inherit the handlers, but have no results
  FileDescriptor file;
  Unfinished unfinished;
};

Watched& watched() {
  static Watched all;
  return all;
}

/// Calls nothing that a signal handler must not: signal-safety(7). Google Benchmark writes each row
/// out when it is finished, so what is there is whole, but for its end.
void complete(int descriptor) {
  const ssize_t written = ::write(descriptor, ending.data(), ending.size());
  static_cast<void>(written);  // there is nobody to tell any more
}

bool is_complete(int descriptor) {
  constexpr std::string_view last = "\n}\n";
  std::array<char, last.size()> found{};
  const off_t size = ::lseek(descriptor, 0, SEEK_END);
  return ::pread(descriptor, found.data(), found.size(), size - static_cast<off_t>(last.size())) ==
             static_cast<ssize_t>(last.size()) &&
         std::string_view(found.data(), found.size()) == last;
}

extern "C" void note_signal(int signal) {
  received().store(signal, std::memory_order_relaxed);
  if (::getpid() == watched().process) {
    ::alarm(grace_seconds);
  }
}

extern "C" void end_hanging_program(int /*signal*/) {
  const Watched& all = watched();
  if (all.file.is_open()) {
    if (!is_complete(all.file.number())) {
      complete(all.file.number());
    }
    static_cast<void>(::rename(all.unfinished.written.c_str(), all.unfinished.path.c_str()));
  }
  if (all.unfinished.is_json_on_stdout) {
    complete(STDOUT_FILENO);
  }
  ::_exit(exit_code::ended_by(interruption()));
}

void handle(int signal, void (*handler)(int), int flags) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  if (::sigaction(signal, &action, nullptr) != 0) {
    throw system_failure("sigaction");
  }
}

}  // namespace

void watch_for_interruption(const Unfinished& unfinished) {
  received();
  watched().process = ::getpid();
  watched().unfinished = unfinished;
  if (!unfinished.written.empty()) {
    watched().file =
        FileDescriptor(::open(unfinished.written.c_str(), O_RDWR | O_APPEND | O_CLOEXEC));
  }
  handle(SIGALRM, end_hanging_program, 0);
  for (const int signal : {SIGINT, SIGTERM}) {
    handle(signal, note_signal, static_cast<int>(SA_RESTART | SA_RESETHAND));
  }
}

void stop_watching_for_hangs() noexcept {
  ::alarm(0);
  watched().process = 0;
}

int interruption() noexcept { return received().load(std::memory_order_relaxed); }

void require_no_interruption() {
  if (interruption() != 0) {
    throw Interrupted();
  }
}

}  // namespace crossover
