#include "benchmarks/plan.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "benchmarks/command_line/options.hpp"
#include "benchmarks/measuring/stage.hpp"
#include "crossover/catalogue.hpp"
#include "src/system/memory.hpp"

namespace crossover {

namespace {

using nlohmann::ordered_json;

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

std::vector<std::string> rows_of(const std::string& group, const Plan& plan) {
  std::vector<std::string> rows;
  for (const PlannedCell& planned : plan) {
    if (planned.group == group) {
      rows.push_back(planned.cell.row());
    }
  }
  return rows;
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

bool needs_ranks(const Plan& plan) {
  return std::ranges::any_of(plan, [](const PlannedCell& planned) {
    const Strategy& strategy = *planned.cell.strategy;
    return strategy.distributed && strategy.unavailable.empty();
  });
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

std::string to_json(const Plan& plan, unsigned effective_cpus) {
  ordered_json groups = ordered_json::array();
  for (const std::string& group : groups_of(plan)) {
    groups.push_back({{"group", group}, {"rows", rows_of(group, plan)}});
  }
  const ordered_json planned = {{"effective_cpus", effective_cpus}, {"groups", groups}};
  return planned.dump(1) + '\n';
}

}  // namespace crossover
