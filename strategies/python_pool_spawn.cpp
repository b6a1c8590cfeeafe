// Pool.map as where processes cannot be forked: each worker is a new interpreter that imports the
// program again. What that costs shows in the start.
#include "crossover/catalogue.hpp"
#include "strategies/python/python_crew.hpp"

namespace crossover {
namespace {

const AddStrategy python_pool_spawn{
    python_strategy({.name = "python_pool_spawn",
                     .summary = "Pool.map of Python's multiprocessing, spawned",
                     .family = "python",
                     .simplicity = 41,
                     .processes = true,
                     .copies_results = true})};

}  // namespace
}  // namespace crossover
