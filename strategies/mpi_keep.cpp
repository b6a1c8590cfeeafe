// As mpi, but each rank keeps what it computes, as programs do that go on working on it there. What
// is left of a run is to tell the ranks of it and to hear that they are done.
#include "crossover/catalogue.hpp"
#include "strategies/mpi/rank_crew.hpp"

namespace crossover {
namespace {

const AddStrategy mpi_keep{
    spread_over_ranks({.name = "mpi_keep",
                       .summary = "ranks of an MPI job, one worker each; each keeps its results",
                       .family = "mpi",
                       .simplicity = 47},
                      {.gathers_results = false, .has_threads_inside = false})};

}  // namespace
}  // namespace crossover
