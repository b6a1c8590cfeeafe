#include "benchmarks/google_benchmark/flags.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <iterator>

#include "benchmarks/command_line/options.hpp"

namespace crossover {

std::optional<std::string> take(Flags& flags, const std::string& name) {
  const std::string beginning = name + "=";
  std::optional<std::string> value;
  std::erase_if(flags, [&](const std::string& flag) {
    if (flag.starts_with(beginning)) {
      value = flag.substr(beginning.size());
    }
    return flag.starts_with(beginning);
  });
  return value;
}

void initialize(Flags& flags) {
  std::vector<char*> arguments;
  std::ranges::transform(flags, std::back_inserter(arguments),
                         [](std::string& flag) { return flag.data(); });
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  if (count > 1) {
    throw UsageError("unknown flag '" + std::string(arguments[1]) + "'; --help lists all");
  }
}

bool has(const Flags& flags, const std::string& flag) {
  return std::ranges::find(flags, flag) != flags.end();
}

}  // namespace crossover
