#pragma once

#include <exception>
#include <functional>
#include <string>

namespace crossover {

/// The words of what an action throws.
inline std::string failure_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const std::exception& failure) {
    return failure.what();
  }
  return "no failure";
}

}  // namespace crossover
