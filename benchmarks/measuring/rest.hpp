#pragma once

namespace crossover {

/// Runtimes keep their threads spinning for a while after their last job, on the CPUs that the next
/// row needs. Returns when this process and all below it have come to rest, or after a moment.
void await_rest();

}  // namespace crossover
