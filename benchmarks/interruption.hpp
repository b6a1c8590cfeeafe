#pragma once

#include <string>

namespace crossover {

/// What is to be made of an unfinished result, if a row hangs that does not see the interruption.
struct Unfinished {
  std::string written;  ///< the file that Google Benchmark writes; empty: there is none
  std::string path;     ///< where it belongs
  bool is_json_on_stdout = false;
};

/// From here on SIGINT and SIGTERM end the program in good order: rows that are measured stay, the
/// rest say that they were interrupted. A second signal ends it at once. Should it still be there
/// after 1 s, since a row hangs, it ends with the rows that were finished.
void watch_for_interruption(const Unfinished& unfinished = {});

/// Nothing hangs any more: the program ends on its own.
void stop_watching_for_hangs() noexcept;

/// The signal that asked for the end, 0 if none has.
[[nodiscard]] int interruption() noexcept;

/// Throws Interrupted if a signal has asked for the end.
void require_no_interruption();

}  // namespace crossover
