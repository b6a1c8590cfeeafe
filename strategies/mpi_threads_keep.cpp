// As mpi_threads, but each rank keeps what its threads compute.
#include "crossover/catalogue.hpp"
#include "strategies/mpi/rank_crew.hpp"

namespace crossover {
namespace {

const AddStrategy mpi_threads_keep{spread_over_ranks(
    {.name = "mpi_threads_keep",
     .summary = "ranks of an MPI job with a thread_pool inside; each keeps its results",
     .family = "mpi",
     .simplicity = 49},
    {.gathers_results = false, .has_threads_inside = true})};

}  // namespace
}  // namespace crossover
