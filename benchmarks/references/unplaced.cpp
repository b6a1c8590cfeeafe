#include "benchmarks/references/bare_crews.hpp"

namespace crossover {

Strategy unplaced(const Strategy& strategy) {
  return {.name = "unplaced_" + strategy.name,
          .summary = strategy.summary + ", workers where the system puts them",
          .processes = strategy.processes,
          .start = [&strategy](Workload& workload, Setup setup) {
            setup.keeps_off_callers_cpu = false;
            return strategy.start(workload, setup);
          }};
}

}  // namespace crossover
