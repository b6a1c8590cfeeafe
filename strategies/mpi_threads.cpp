// A rank for each host and thread_pool inside: fewer messages than with a rank for each CPU, and
// the threads of a host share its memory. Workers are threads; all ranks have as many, give or take
// one.
#include "crossover/catalogue.hpp"
#include "strategies/mpi/rank_crew.hpp"

namespace crossover {
namespace {

const AddStrategy mpi_threads{spread_over_ranks(
    {.name = "mpi_threads",
     .summary = "ranks of an MPI job with a thread_pool inside; rank 0 gathers the results",
     .family = "mpi",
     .simplicity = 48},
    {.gathers_results = true, .has_threads_inside = true})};

}  // namespace
}  // namespace crossover
