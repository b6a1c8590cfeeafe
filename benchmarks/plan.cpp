#include "plan.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "crossover/catalogue.hpp"
#include "crossover/memory.hpp"
#include "options.hpp"
#include "trial.hpp"

namespace crossover {

unsigned most_workers(const std::vector<Cell>& cells) {
  unsigned most = 1;
  for (const Cell& cell : cells) {
    most = std::max(most, cell.workers);
  }
  return most;
}

std::vector<Cell> plan(const std::vector<const Question*>& questions, const Scope& scope) {
  std::vector<Cell> cells;
  std::set<std::string> names;
  try {
    for (const Question* question : questions) {
      for (Cell& cell : question->cells(scope)) {
        if (names.insert(cell.name()).second) {
          cells.push_back(std::move(cell));
        }
      }
    }
  } catch (const SpecError& error) {
    throw UsageError(error.what());
  }
  const std::uint64_t available = available_memory_bytes();
  for (const Cell& cell : cells) {
    const std::size_t needed = Trial::bytes(cell.workload, most_workers(cells));
    if (needed > available) {
      throw UsageError(cell.workload.text() + " needs " + std::to_string(needed) +
                       " bytes of memory, of which " + std::to_string(available) +
                       " are available: choose a smaller --sizes=");
    }
  }
  return cells;
}

}  // namespace crossover
