#pragma once

#include <cstdint>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

namespace crossover {

/// What it means that a row has no time. Whoever reads results asks for the kind, never the words.
enum class FailureKind : std::uint32_t {
  failed,       ///< something is wrong
  unavailable,  ///< this machine, build or strategy cannot do it: nothing is wrong
  timed_out,    ///< it was ended, since it was not done in time
  interrupted,  ///< SIGINT or SIGTERM came first: nothing is wrong
};

/// `unavailable`, ...: a row of this kind has a counter of this name, but for `failed`.
[[nodiscard]] std::string_view name_of(FailureKind kind) noexcept;

/// The kind of that name; `failed` if there is none.
[[nodiscard]] FailureKind failure_kind(std::string_view name) noexcept;

[[nodiscard]] constexpr bool is_wrong(FailureKind kind) noexcept {
  return kind == FailureKind::failed || kind == FailureKind::timed_out;
}

/// A failure whose kind is known, and a sentence that a user can act on.
class Failure : public std::runtime_error {
 public:
  Failure(FailureKind kind, const std::string& words) : std::runtime_error(words), kind_(kind) {}
  [[nodiscard]] FailureKind kind() const noexcept { return kind_; }

 private:
  FailureKind kind_;
};

class Unavailable : public Failure {
 public:
  explicit Unavailable(const std::string& words) : Failure(FailureKind::unavailable, words) {}
};

class TimedOut : public Failure {
 public:
  explicit TimedOut(const std::string& words) : Failure(FailureKind::timed_out, words) {}
};

class Interrupted : public Failure {
 public:
  explicit Interrupted(const std::string& words = "interrupted")
      : Failure(FailureKind::interrupted, words) {}
};

/// `failed` for whatever is no Failure.
[[nodiscard]] FailureKind kind_of(const std::exception& failure) noexcept;

}  // namespace crossover
