#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

/// The crew of that name without what no other runtime offers: its waiting workers do not move off
/// the caller's CPU.
Strategy unplaced(const std::string& name, std::string family, bool processes = false) {
  return {.name = "unplaced_" + name,
          .summary = name + ", workers where the system puts them",
          .family = std::move(family),
          .processes = processes,
          .start = [name](Workload& workload, Setup setup) {
            setup.keeps_off_callers_cpu = false;
            return strategy_named(name).start(workload, setup);
          }};
}

const AddReference unplaced_thread_pool{unplaced("thread_pool", "threads")};
const AddReference unplaced_process_pool{unplaced("process_pool", "processes", true)};

}  // namespace
}  // namespace crossover
