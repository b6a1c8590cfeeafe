#pragma once

#include <optional>

namespace crossover {

/// Which of the processes this is that a launcher has started together.
struct LaunchedRank {
  unsigned number = 0;
  unsigned count = 1;
};

/// What mpirun (Open MPI), mpiexec (MPICH, Intel MPI) or srun --mpi=... (Slurm) says in the
/// environment; none if this process, or the one that it descends from, was started alone. Slurm's
/// own variables are not enough: a batch script has them too, without being a rank.
[[nodiscard]] std::optional<LaunchedRank> launched_rank();

/// Whether the launcher has bound this process to some of the CPUs, as Open MPI does unless it is
/// told otherwise.
[[nodiscard]] bool is_bound_by_launcher();

}  // namespace crossover
