#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crossover {

/// A parameter that is missing, malformed or out of bounds; the text names it, its value and the
/// bound.
class SpecError : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

/// A workload by name and parameters: all that another process needs to make the same one.
/// Its text, `squares/n:100/intensity:1`, is also how the rows of the results are named.
class Spec {
 public:
  Spec() = default;
  explicit Spec(std::string workload,
                std::vector<std::pair<std::string, std::string>> parameters = {})
      : workload_(std::move(workload)), parameters_(std::move(parameters)) {}

  /// The reverse of `text()`. Throws SpecError.
  static Spec parse(std::string_view text);

  [[nodiscard]] const std::string& workload() const noexcept { return workload_; }
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& parameters()
      const noexcept {
    return parameters_;
  }

  [[nodiscard]] bool has(std::string_view key) const;

  /// Throws SpecError if there is no such parameter.
  [[nodiscard]] const std::string& word(std::string_view key) const;

  /// Throws SpecError if there is no such parameter or it is not a whole number.
  [[nodiscard]] std::uint64_t number(std::string_view key) const;

  /// Adds a parameter or replaces its value.
  Spec& set(std::string_view key, std::string value);
  Spec& set(std::string_view key, std::uint64_t value) { return set(key, std::to_string(value)); }

  /// `n:100/intensity:1`, in the order in which the parameters were set.
  [[nodiscard]] std::string parameters_text() const;
  [[nodiscard]] std::string text() const;

  friend bool operator==(const Spec&, const Spec&) = default;

 private:
  std::string workload_;
  std::vector<std::pair<std::string, std::string>> parameters_;
};

/// A whole number, at least `minimum` and at most `maximum`; `what` names it in the SpecError.
[[nodiscard]] std::uint64_t parse_whole_number(std::string_view text, std::string_view what,
                                               std::uint64_t minimum, std::uint64_t maximum);

}  // namespace crossover
