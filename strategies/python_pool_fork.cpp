// The original program's way around the global interpreter lock: forked processes, which send their
// results home pickled.
#include "crossover/catalogue.hpp"
#include "strategies/python/python_crew.hpp"

namespace crossover {
namespace {

const AddStrategy python_pool_fork{
    python_strategy({.name = "python_pool_fork",
                     .summary = "Pool.map of Python's multiprocessing, forked",
                     .family = "python",
                     .simplicity = 40,
                     .processes = true,
                     .copies_results = true})};

}  // namespace
}  // namespace crossover
