#include "benchmarks/environment.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "benchmarks/command_line/options.hpp"
#include "crossover/strategy.hpp"
#include "src/system/system_failure.hpp"

namespace crossover {

namespace {

bool is_set(const std::string& variable, const std::string& value) {
  const char* present = std::getenv(variable.c_str());  // NOLINT(concurrency-mt-unsafe)
  return present != nullptr && std::string_view(present) == value;
}

}  // namespace

void refuse_pinned_main_thread() {
  const char* binding = std::getenv("OMP_PROC_BIND");  // NOLINT(concurrency-mt-unsafe)
  if (CROSSOVER_WITH_OPENMP != 0 && binding != nullptr && std::string_view(binding) != "false") {
    throw UsageError(
        "OMP_PROC_BIND is set, which pins the main thread and with it the workers of every "
        "strategy to one CPU: unset it, and use taskset to choose CPUs");
  }
}

void execute_with_environment_of(const Plan& rows, char** argv) {
  if (rows.empty()) {
    return;
  }
  const Strategy* strategy = rows.front().cell.strategy;
  const bool alone = std::ranges::all_of(
      rows, [&](const PlannedCell& row) { return row.cell.strategy == strategy; });
  bool any_missing = false;
  for (const auto& [variable, value] : strategy->environment) {
    if (alone && !is_set(variable, value)) {
      any_missing = true;
      // NOLINTNEXTLINE(concurrency-mt-unsafe): no other thread has been started
      if (::setenv(variable.c_str(), value.c_str(), 1) != 0) {
        throw system_failure("setenv " + variable);
      }
    }
  }
  if (any_missing) {
    ::execv("/proc/self/exe", argv);
    throw system_failure("execute this program anew for " + strategy->name);
  }
}

}  // namespace crossover
