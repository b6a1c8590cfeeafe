#include "strategies/mpi/communicator.hpp"

#include <stdexcept>

#include "src/system/launcher.hpp"
#include "src/system/shared_module.hpp"

namespace crossover {

std::unique_ptr<Communicator> join_mpi_job() {
  static const SharedModule module("crossover_mpi.so");
  std::unique_ptr<Communicator> joined;
  module.function<JoinMpiJob>("crossover_join_mpi_job")(joined);
  const LaunchedRank launched = launched_rank().value_or(LaunchedRank{});
  if (joined->count() != launched.count) {
    throw std::runtime_error("the launcher has started " + std::to_string(launched.count) +
                             " processes, but " + joined->library() + " knows of " +
                             std::to_string(joined->count()) +
                             ": start this program with the mpirun of that library");
  }
  return joined;
}

}  // namespace crossover
