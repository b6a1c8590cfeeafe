#pragma once

#include <csignal>
#include <string>

namespace crossover {

/// From here on SIGINT, SIGTERM and, unless it is ignored as under nohup(1), SIGHUP ask for the
/// end: rows that are measured stay, the rest say that they were interrupted. A second signal ends
/// the program at once. A reader of its output who goes away is told by a failing write.
void watch_for_interruption();

/// What a second signal removes, since nobody else will.
void remove_at_second_signal(std::string unfinished_file);

/// As if this signal had come.
void ask_for_the_end(int signal) noexcept;

/// The signal that asked for the end, 0 if none has.
[[nodiscard]] int interruption() noexcept;

/// Throws Interrupted if a signal has asked for the end.
void require_no_interruption();

/// Lets signals in at no other place than where LineReader waits, so that none is missed between a
/// look at `interruption` and the wait. Throws std::system_error.
class BlockedSignals {
 public:
  BlockedSignals();
  BlockedSignals(const BlockedSignals&) = delete;
  BlockedSignals& operator=(const BlockedSignals&) = delete;
  BlockedSignals(BlockedSignals&&) = delete;
  BlockedSignals& operator=(BlockedSignals&&) = delete;
  ~BlockedSignals();

 private:
  sigset_t before_{};
};

}  // namespace crossover
