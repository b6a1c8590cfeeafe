#include "benchmarks/provenance/provenance.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <iterator>
#include <sstream>

namespace crossover {
namespace {

/// Words that every model's name may have: "AMD EPYC 7763 64-Core Processor" is an AMD EPYC
/// 7763.
bool is_filler(const std::string& word) {
  return word == "cpu" || word == "processor" || word.ends_with("-core");
}

}  // namespace

Facts provenance() {
  Facts facts = build_facts();
  for (auto part : {machine_facts(), setting_facts(), limit_facts()}) {
    facts.insert(facts.end(), std::make_move_iterator(part.begin()),
                 std::make_move_iterator(part.end()));
  }
  return facts;
}

std::string machine_slug(std::string_view cpu_model, unsigned cpus) {
  std::string name(cpu_model.substr(0, cpu_model.find('@')));  // the clock rate follows
  for (const std::string_view mark : {"(R)", "(r)", "(TM)", "(tm)"}) {
    for (auto at = name.find(mark); at != std::string::npos; at = name.find(mark)) {
      name.replace(at, mark.size(), " ");
    }
  }
  for (char& letter : name) {
    const auto code = static_cast<unsigned char>(letter);
    const bool allowed = code < 128 && std::isalnum(code) != 0;
    letter = allowed ? static_cast<char>(std::tolower(code)) : letter == ' ' ? ' ' : '-';
  }
  std::string slug;
  std::istringstream words(name);
  for (std::string word; words >> word;) {
    if (!is_filler(word)) {
      slug += word + '-';
    }
  }
  slug += std::to_string(cpus) + (cpus == 1 ? "-cpu" : "-cpus");
  slug.erase(
      std::unique(slug.begin(), slug.end(), [](char a, char b) { return a == '-' && b == '-'; }),
      slug.end());
  return slug.substr(slug.find_first_not_of('-'));
}

std::string binary_size(std::uint64_t bytes) {
  constexpr std::array<const char*, 5> units{"B", "KiB", "MiB", "GiB", "TiB"};
  std::size_t unit = 0;
  auto value = static_cast<double>(bytes);
  for (; value >= 1024 && unit + 1 < units.size(); ++unit) {
    value /= 1024;
  }
  std::array<char, 32> text{};
  const bool whole = value == static_cast<double>(static_cast<std::uint64_t>(value));
  std::snprintf(text.data(), text.size(), whole ? "%.0f %s" : "%.1f %s", value, units.at(unit));
  return text.data();
}

std::string or_not_measured(const std::optional<std::string>& value) {
  return value && !value->empty() ? *value : std::string(not_measured);
}

}  // namespace crossover
