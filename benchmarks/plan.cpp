#include "benchmarks/plan.hpp"

#include <algorithm>
#include <iomanip>
#include <iterator>
#include <set>
#include <sstream>

#include "benchmarks/command_line/nearest.hpp"
#include "benchmarks/command_line/options.hpp"
#include "benchmarks/measuring/stage.hpp"
#include "crossover/catalogue.hpp"
#include "src/system/memory.hpp"

namespace crossover {

namespace {

/// In order of their first cells.
std::vector<std::string> groups_of(const Plan& plan) {
  std::vector<std::string> groups;
  for (const PlannedCell& planned : plan) {
    if (std::ranges::find(groups, planned.group) == groups.end()) {
      groups.push_back(planned.group);
    }
  }
  return groups;
}

Plan cells_of(const std::string& group, const Plan& plan) {
  Plan cells;
  std::ranges::copy_if(plan, std::back_inserter(cells),
                       [&](const PlannedCell& planned) { return planned.group == group; });
  return cells;
}

void require_memory(const Plan& plan) {
  const std::uint64_t available = available_memory_bytes();
  const unsigned workers = most_workers(plan);
  for (const PlannedCell& planned : plan) {
    const Spec& workload = planned.cell.workload;
    const std::size_t needed = Stage::bytes(workload, workers);
    if (needed > available) {
      throw UsageError(workload.text() + " needs " + std::to_string(needed) +
                       " bytes of memory, of which " + std::to_string(available) +
                       " are available: choose a smaller --sizes=");
    }
  }
}

}  // namespace

unsigned most_workers(const Plan& plan) {
  unsigned most = 1;
  for (const PlannedCell& planned : plan) {
    most = std::max(most, planned.cell.workers);
  }
  return most;
}

Plan plan(const std::vector<const Question*>& questions, const Scope& scope) {
  Plan plan;
  std::set<std::string> names;
  try {
    for (const Question* question : questions) {
      for (Cell& cell : question->cells(scope)) {
        if (names.insert(cell.name()).second) {
          std::string group = question->name + '/' + cell.strategy->name;
          plan.push_back({.group = std::move(group), .cell = std::move(cell)});
        }
      }
    }
  } catch (const SpecError& error) {
    throw UsageError(error.what());
  }
  require_memory(plan);
  return plan;
}

Plan only_group(const std::string& group, const Plan& plan) {
  if (plan.empty()) {
    throw UsageError("--group: there is no '" + group + "', since the other flags ask for no rows");
  }
  Plan cells = cells_of(group, plan);
  if (cells.empty()) {
    throw UsageError("--group: there is no '" + group + "'; the nearest is '" +
                     nearest(group, groups_of(plan)) + "', --plan lists all");
  }
  return cells;
}

std::string to_json(const Plan& plan, unsigned effective_cpus) {
  // Names are made of what the catalogues hold, so they need no escapes but those of std::quoted.
  std::ostringstream json;
  json << "{\"effective_cpus\": " << effective_cpus << ", \"groups\": [";
  const char* between_groups = "\n";
  for (const std::string& group : groups_of(plan)) {
    json << between_groups << "{\"group\": " << std::quoted(group) << ", \"rows\": [";
    const char* between_rows = "\n";
    for (const PlannedCell& planned : cells_of(group, plan)) {
      json << between_rows << "  " << std::quoted(planned.cell.row());
      between_rows = ",\n";
    }
    json << "]}";
    between_groups = ",\n";
  }
  json << "]}\n";
  return json.str();
}

}  // namespace crossover
