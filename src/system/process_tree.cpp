#include "src/system/process_tree.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <sstream>
#include <string>

#include "src/system/system_file.hpp"

namespace crossover {
namespace {

namespace fs = std::filesystem;

/// A child belongs to the thread that forked it, so each thread has a list of its own: proc(5).
std::vector<pid_t> children_of(pid_t process) {
  std::vector<pid_t> children;
  const fs::path tasks = fs::path("/proc") / std::to_string(process) / "task";
  for (const auto task : numbered_entries(tasks)) {
    std::istringstream list(read_text(tasks / std::to_string(task) / "children").value_or(""));
    for (pid_t child = 0; list >> child;) {
      children.push_back(child);
    }
  }
  return children;
}

}  // namespace

std::vector<pid_t> descendants_of(pid_t process) {
  const auto found = descendants_by_children(process);
  return found ? *found : descendants_by_parents(process);
}

std::optional<std::vector<pid_t>> descendants_by_children(pid_t process) {
  if (!read_text("/proc/thread-self/children")) {
    return std::nullopt;
  }
  std::vector<pid_t> found = children_of(process);
  for (std::size_t next = 0; next < found.size(); ++next) {
    const auto children = children_of(found[next]);
    found.insert(found.end(), children.begin(), children.end());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<pid_t> descendants_by_parents(pid_t process) {
  std::multimap<pid_t, pid_t> children;
  for (const auto each : numbered_entries("/proc")) {
    const auto status = read_text(fs::path("/proc") / std::to_string(each) / "status").value_or("");
    const auto parent = find_number(status, "PPid");
    if (parent) {
      children.emplace(static_cast<pid_t>(*parent), static_cast<pid_t>(each));
    }
  }
  std::vector<pid_t> found;
  pid_t parent = process;
  for (std::size_t next = 0;; ++next) {
    const auto [first, last] = children.equal_range(parent);
    std::transform(first, last, std::back_inserter(found),
                   [](const auto& pair) { return pair.second; });
    if (next == found.size()) {
      break;
    }
    parent = found[next];
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace crossover
