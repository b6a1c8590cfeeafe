// A question that nobody has heard of: this file is all there is of it.
#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

std::vector<Cell> cells(const Scope& scope) {
  std::vector<Cell> all;
  scope.cross(all, Spec("new_work").set("n", 6), scope.workers_or({2}));
  return all;
}

const AddQuestion new_question{
    {.name = "new_question", .summary = "a question of the tests?", .cells = cells}};

}  // namespace
}  // namespace crossover
