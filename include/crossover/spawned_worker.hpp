#pragma once

#include <optional>

namespace crossover {

/// The first argument of an executed worker. With none after it, it has nothing to do and ends.
inline constexpr auto spawned_worker_flag = "--crossover-spawned-worker";

/// `process_spawn` executes the running program again. A program that offers it calls this first in
/// `main` and, if there is a value, returns it: then it was started as a worker and is done.
[[nodiscard]] std::optional<int> run_as_spawned_worker(int argc, char** argv);

}  // namespace crossover
