#include "crossover/failure.hpp"

#include <algorithm>
#include <array>

namespace crossover {

std::string_view name_of(FailureKind kind) noexcept {
  switch (kind) {
    case FailureKind::failed:
      return "failed";
    case FailureKind::unavailable:
      return "unavailable";
    case FailureKind::timed_out:
      return "timed_out";
    case FailureKind::interrupted:
      return "interrupted";
  }
  return "";  // no such kind
}

FailureKind failure_kind(std::string_view name) noexcept {
  constexpr std::array kinds{FailureKind::unavailable, FailureKind::timed_out,
                             FailureKind::interrupted};
  const auto* const found = std::ranges::find(kinds, name, name_of);
  return found == kinds.end() ? FailureKind::failed : *found;
}

FailureKind kind_of(const std::exception& failure) noexcept {
  const auto* const known = dynamic_cast<const Failure*>(&failure);
  return known == nullptr ? FailureKind::failed : known->kind();
}

}  // namespace crossover
