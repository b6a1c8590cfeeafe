#!/usr/bin/env bash
# Several nodes under Slurm: a rank on each, threads inside. Change the numbers, then: sbatch docs/slurm.sh
#SBATCH --job-name=crossover
#SBATCH --nodes=4
#SBATCH --ntasks-per-node=1
#SBATCH --exclusive
#SBATCH --time=00:30:00
set -euo pipefail

readonly bench=${BENCH:-build/release/bench}  # the same path on all nodes
threads=$((SLURM_NNODES * SLURM_CPUS_ON_NODE))

# Open MPI's mpirun knows the nodes from Slurm. Where MPI was built for it, srun --mpi=pmix does as well.
mpirun --bind-to none -np "$SLURM_NNODES" --map-by ppr:1:node "$bench" --questions=machines \
  --strategies=mpi_threads,mpi_threads_keep --workers="$SLURM_NNODES,$threads" \
  --benchmark_out="crossover-$SLURM_JOB_ID.json"
