#pragma once

#include <cerrno>
#include <string>
#include <system_error>

namespace crossover {

/// The exception for a system call that has just failed: `what` in words, then errno's cause.
[[nodiscard]] inline std::system_error system_failure(const std::string& what) {
  return {errno, std::generic_category(), what};
}

}  // namespace crossover
