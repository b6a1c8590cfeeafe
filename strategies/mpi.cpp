// The ranks of an MPI job, on one host or on many, each with a memory of its own; rank 0 gathers
// the results. What one uses when a machine is not enough.
#include "crossover/catalogue.hpp"
#include "strategies/mpi/rank_crew.hpp"

namespace crossover {
namespace {

const AddStrategy mpi{spread_over_ranks(
    {.name = "mpi",
     .summary = "ranks of an MPI job, one worker each; rank 0 gathers the results",
     .family = "mpi",
     .simplicity = 46},
    {.gathers_results = true, .has_threads_inside = false})};

}  // namespace
}  // namespace crossover
