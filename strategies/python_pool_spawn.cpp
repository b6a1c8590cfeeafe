// Pool.map as where processes cannot be forked: each worker is a new interpreter that imports the
// program again. What that costs shows in the start.
#include "crossover/catalogue.hpp"
#include "strategies/python/python_crew.hpp"

namespace crossover {
namespace {

const AddStrategy python_pool_spawn{
    python_strategy("python_pool_spawn", "Pool.map of Python's multiprocessing, spawned")};

}  // namespace
}  // namespace crossover
