#include "src/system/mountinfo.hpp"

#include <cstddef>
#include <optional>
#include <sstream>

#include "src/system/system_file.hpp"

namespace crossover {
namespace {

/// Blank, tab, newline and backslash are written as three octal digits: "\040".
std::string unescaped(const std::string& text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string code = text.substr(at + 1, 3);
    if (text[at] == '\\' && code.size() == 3 &&
        code.find_first_not_of("01234567") == std::string::npos) {
      plain += static_cast<char>(std::stoi(code, nullptr, 8));
      at += code.size();
    } else {
      plain += text[at];
    }
  }
  return plain;
}

/// "36 35 98:0 /root /point rw,noatime tag:1 - type source options", with any number of tags.
std::optional<Mount> parse(const std::string& line) {
  std::istringstream fields(line);
  Mount mount;
  std::string ignored;
  std::string root;
  std::string point;
  fields >> ignored >> ignored >> mount.device >> root >> point >> mount.options;
  while (fields >> ignored && ignored != "-") {
  }
  if (!(fields >> mount.file_system >> mount.source >> mount.file_system_options)) {
    return std::nullopt;
  }
  mount.root = unescaped(root);
  mount.point = unescaped(point);
  return mount;
}

}  // namespace

std::vector<Mount> mounts(const std::filesystem::path& root) {
  std::istringstream lines(read_text(root / "proc/self/mountinfo").value_or(""));
  std::vector<Mount> all;
  for (std::string line; std::getline(lines, line);) {
    if (auto mount = parse(line)) {
      all.push_back(std::move(*mount));
    }
  }
  return all;
}

}  // namespace crossover
