#pragma once

#include <exception>
#include <functional>
#include <optional>
#include <string>

#include "crossover/failure.hpp"

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

/// What kind of failure an action throws; none: it throws nothing.
inline std::optional<FailureKind> failure_kind_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const std::exception& failure) {
    return kind_of(failure);
  }
  return std::nullopt;
}

/// Why an action is unavailable here; none: it is done.
inline std::optional<std::string> why_unavailable(const std::function<void()>& action) {
  try {
    action();
  } catch (const Unavailable& failure) {
    return failure.what();
  }
  return std::nullopt;
}

}  // namespace crossover
