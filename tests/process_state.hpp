#pragma once

#include <sched.h>
#include <sys/types.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace crossover {

/// What a process could leave behind, counted in /proc.
struct ProcessState {
  std::size_t threads = 0;
  std::size_t children = 0;
  std::size_t descriptors = 0;
  std::size_t shared_mappings = 0;

  static ProcessState now() {
    return {.threads = entries("/proc/self/task"),
            .children = children_of_this_process().size(),
            .descriptors = entries("/proc/self/fd"),
            .shared_mappings = lines_with("/proc/self/maps", "crossover-arena")};
  }

  /// A thread that was joined is still listed for a moment: looks again, for a while.
  static ProcessState once_threads_are_at_most(std::size_t most) {
    constexpr int looks = 10'000;
    ProcessState state = now();
    for (int look = 0; look < looks && state.threads > most; ++look) {
      ::sched_yield();
      state = now();
    }
    return state;
  }

  static std::vector<pid_t> children_of_this_process() {
    std::vector<pid_t> children;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
      std::ifstream list(task.path() / "children");
      std::copy(std::istream_iterator<pid_t>(list), {}, std::back_inserter(children));
    }
    return children;
  }

 private:
  static std::size_t entries(const char* folder) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
  }

  static std::size_t lines_with(const char* file, const std::string& text) {
    std::ifstream stream(file);
    std::size_t count = 0;
    for (std::string line; std::getline(stream, line);) {
      count += line.find(text) == std::string::npos ? 0 : 1;
    }
    return count;
  }
};

}  // namespace crossover
