// Where the project began: [x * x for x in range(1, n + 1)] in an interpreter that is there
// already.
#include "crossover/catalogue.hpp"
#include "strategies/python/python_crew.hpp"

namespace crossover {
namespace {

const AddStrategy python_serial{python_strategy({.name = "python_serial",
                                                 .summary = "a list comprehension in Python",
                                                 .family = "python",
                                                 .parallel = false})};

}  // namespace
}  // namespace crossover
