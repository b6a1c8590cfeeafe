#include "strategies/python/python_interpreter.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "crossover/failure.hpp"

namespace crossover {

namespace {

std::string line_from(const char* command) {
  struct Close {
    void operator()(std::FILE* stream) const { ::pclose(stream); }
  };
  const std::unique_ptr<std::FILE, Close> output(::popen(command, "re"));
  std::array<char, 4096> line{};
  if (!output || std::fgets(line.data(), line.size(), output.get()) == nullptr) {
    return {};
  }
  return {line.data(), std::strcspn(line.data(), "\n")};
}

/// The `python3` on PATH may be a script that looks for the interpreter (pyenv's does); what that
/// takes is no part of Python's start, so it is asked once for all.
const std::string& python_on_path() {
  static const std::string python = [] {
    std::string found = line_from(
        "python3 -c 'import sys; print(sys.executable if sys.version_info >= (3, 8) else \"\")' "
        "2>/dev/null");
    if (found.empty()) {
      throw Unavailable(
          "no python3 of version 3.8 or later is on PATH; CROSSOVER_PYTHON= "
          "can name one");
    }
    return found;
  }();
  return python;
}

}  // namespace

std::string python_interpreter() {
  const char* chosen = std::getenv("CROSSOVER_PYTHON");  // NOLINT(concurrency-mt-unsafe)
  return chosen != nullptr && *chosen != '\0' ? chosen : python_on_path();
}

}  // namespace crossover
