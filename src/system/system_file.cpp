#include "src/system/system_file.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <string>
#include <system_error>

namespace crossover {

std::optional<std::string> read_text(const std::filesystem::path& file) {
  std::ifstream stream(file);
  if (!stream) {
    return std::nullopt;
  }
  std::string text;
  // getline turns a failing read (a process that has just ended: ESRCH) into badbit, where a
  // stream-buffer iterator would throw; an empty file is no failure.
  std::getline(stream, text, '\0');
  if (stream.bad()) {
    return std::nullopt;
  }
  text.erase(text.find_last_not_of(" \t\n") + 1);
  return text;
}

std::optional<std::uint64_t> read_number(const std::filesystem::path& file) {
  const auto text = read_text(file);
  return text ? parse_number(*text) : std::nullopt;
}

std::vector<unsigned> numbered_entries(const std::filesystem::path& folder,
                                       std::string_view prefix) {
  std::vector<unsigned> numbers;
  std::error_code gone;  // such as a process that ends while its threads are listed
  for (std::filesystem::directory_iterator entry(folder, gone), end; !gone && entry != end;
       entry.increment(gone)) {
    const auto name = entry->path().filename().string();
    if (!name.starts_with(prefix)) {
      continue;
    }
    if (const auto number = parse_number(name.substr(prefix.size()))) {
      numbers.push_back(static_cast<unsigned>(*number));
    }
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc{}) {
    return std::nullopt;
  }
  return number;
}

std::optional<std::string> find_value(std::string_view text, std::string_view key) {
  constexpr std::string_view separators = " \t:";
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (!line.starts_with(key)) {
      continue;
    }
    const std::string_view rest = line.substr(key.size());
    if (rest.empty() || separators.find(rest.front()) == std::string_view::npos) {
      continue;
    }
    const auto first = rest.find_first_not_of(separators);
    if (first == std::string_view::npos) {
      return std::nullopt;
    }
    return std::string(rest.substr(first));
  }
  return std::nullopt;
}

std::optional<std::uint64_t> find_number(std::string_view text, std::string_view key) {
  const auto value = find_value(text, key);
  return value ? parse_number(*value) : std::nullopt;
}

std::optional<std::string> find_chosen(std::string_view text) {
  const auto first = text.find('[');
  const auto last = text.find(']', first);
  if (last != std::string_view::npos) {
    return std::string(text.substr(first + 1, last - first - 1));
  }
  const bool is_single = !text.empty() && text.find_first_of(" \t\n") == std::string_view::npos;
  return is_single ? std::optional<std::string>(text) : std::nullopt;
}

}  // namespace crossover
