#pragma once

#include "crossover/strategy.hpp"

/// The least that a hand-over can cost, hand-written without a library and without checks: what the
/// strategies' own dispatch is held against. Not in the catalogue, so that users never select
/// them.
namespace crossover {

/// Threads that never sleep, each on a CPU that it does not leave: nothing should be quicker as
/// long as nobody else needs these CPUs.
const Strategy& spinning_pool();

/// A thread that sleeps at once, and a caller that does so too, on different CPUs if there are two:
/// two wake-ups a run. Has exactly two workers.
const Strategy& futex_round_trip();

/// One fork, one wait(2).
const Strategy& bare_fork();

/// One posix_spawn(3) of this program, which ends at once, and one wait(2); the caller computes.
const Strategy& bare_spawn();

/// Threads behind one std::mutex that perform the operations of `shared_file`, and count nothing.
const Strategy& bare_file_loop();

/// That strategy with the caller and all workers on one CPU, the first that they may use. It must
/// outlive the result.
Strategy pinned(const Strategy& strategy);

/// That strategy without what no runtime of OpenMP offers: its waiting workers do not move off the
/// caller's CPU. It must outlive the result.
Strategy unplaced(const Strategy& strategy);

}  // namespace crossover
