#include "crossover/spec.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>

namespace crossover {

namespace {

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

}  // namespace

std::uint64_t parse_whole_number(std::string_view text, std::string_view what,
                                 std::uint64_t minimum, std::uint64_t maximum) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  if (!whole && error != std::errc::result_out_of_range) {
    throw SpecError(std::string(what) + " is " + quoted(text) +
                    ", which is not a whole number of " + std::to_string(minimum) + " or more");
  }
  if (!whole || value > maximum) {
    throw SpecError(std::string(what) + " is " + std::string(text) + "; it can be at most " +
                    std::to_string(maximum));
  }
  if (value < minimum) {
    throw SpecError(std::string(what) + " is " + std::string(text) + "; it must be at least " +
                    std::to_string(minimum));
  }
  return value;
}

Spec Spec::parse(std::string_view text) {
  Spec spec;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find('/'));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    const std::size_t colon = part.find(':');
    if (colon != std::string_view::npos) {
      spec.set(part.substr(0, colon), std::string(part.substr(colon + 1)));
    } else if (spec.parameters_.empty()) {
      spec.workload_ += (spec.workload_.empty() ? "" : "/") + std::string(part);
    } else {
      throw SpecError("the part " + quoted(part) +
                      " of a workload's text is not of the form key:value");
    }
  }
  if (spec.workload_.empty()) {
    throw SpecError("a workload's text must begin with its name");
  }
  return spec;
}

bool Spec::has(std::string_view key) const {
  return std::ranges::any_of(parameters_, [key](const auto& each) { return each.first == key; });
}

const std::string& Spec::word(std::string_view key) const {
  const auto found =
      std::ranges::find_if(parameters_, [key](const auto& each) { return each.first == key; });
  if (found == parameters_.end()) {
    throw SpecError("workload " + workload_ + " needs the parameter " + quoted(key));
  }
  return found->second;
}

std::uint64_t Spec::number(std::string_view key) const {
  return parse_whole_number(word(key), workload_ + "'s " + std::string(key), 0,
                            std::numeric_limits<std::uint64_t>::max());
}

Spec& Spec::set(std::string_view key, std::string value) {
  const auto found =
      std::ranges::find_if(parameters_, [key](const auto& each) { return each.first == key; });
  if (found == parameters_.end()) {
    parameters_.emplace_back(key, std::move(value));
  } else {
    found->second = std::move(value);
  }
  return *this;
}

std::string Spec::parameters_text() const {
  std::string text;
  for (const auto& [key, value] : parameters_) {
    text.append(text.empty() ? "" : "/").append(key).append(":").append(value);
  }
  return text;
}

std::string Spec::text() const {
  return parameters_.empty() ? workload_ : workload_ + "/" + parameters_text();
}

}  // namespace crossover
