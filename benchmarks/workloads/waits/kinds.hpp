#pragma once

#include <memory>

#include "crossover/arena.hpp"
#include "crossover/spec.hpp"
#include "crossover/workload.hpp"

namespace crossover {

/// The kinds of `blocking`, from its complete spec.
[[nodiscard]] std::unique_ptr<Workload> make_timer_waits(const Spec& spec, Arena& arena);
[[nodiscard]] std::unique_ptr<Workload> make_pipe_waits(const Spec& spec, Arena& arena);
[[nodiscard]] std::unique_ptr<Workload> make_read_waits(const Spec& spec, Arena& arena);

}  // namespace crossover
