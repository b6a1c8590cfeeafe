#pragma once

#include <cstdlib>

/// How `bench` ends; `bench --help` tells it users.
namespace crossover::exit_code {

inline constexpr int success = EXIT_SUCCESS;
inline constexpr int some_rows_failed = 1;
inline constexpr int bad_usage = 2;

/// As shells have it for a program that a signal has ended.
[[nodiscard]] constexpr int ended_by(int signal) noexcept { return 128 + signal; }

/// Of rows that were measured; `signal` is 0 if none has interrupted them.
[[nodiscard]] constexpr int of_rows(bool any_failed, int signal) noexcept {
  if (signal != 0) {
    return ended_by(signal);
  }
  return any_failed ? some_rows_failed : success;
}

}  // namespace crossover::exit_code
