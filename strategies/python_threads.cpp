// What a Python user tries first against a slow loop. Under the global interpreter lock the threads
// take turns; without it (a free-threaded build) they need not.
#include "crossover/catalogue.hpp"
#include "strategies/python/python_crew.hpp"

namespace crossover {
namespace {

const AddStrategy python_threads{
    python_strategy({.name = "python_threads",
                     .summary = "Python's ThreadPoolExecutor, a list comprehension per slice",
                     .family = "python",
                     .simplicity = 10})};

}  // namespace
}  // namespace crossover
