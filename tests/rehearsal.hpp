#pragma once

#include <cstdlib>
#include <memory>

#include "crossover/catalogue.hpp"
#include "src/system/cpus.hpp"

namespace crossover {

/// Memory, workload and crew of one test, made and destroyed in the order that the protocol
/// demands.
struct Rehearsal {
  Rehearsal(const Spec& incomplete, unsigned most_workers)
      : spec(complete(incomplete)),
        arena(recipe_of(spec).bytes(spec) + (most_workers * std::size_t{512}) + 65'536),
        workload(make_workload(spec, arena)) {
    workload->keep_files_in(std::filesystem::temp_directory_path());
  }

  [[nodiscard]] std::unique_ptr<Crew> start(const Strategy& strategy, unsigned workers,
                                            std::size_t slices) {
    for (const auto& [variable, value] : strategy.environment) {
      ::setenv(variable.c_str(), value.c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
    }
    return strategy.start(*workload, {.workers = strategy.parallel ? workers : 1,
                                      .slices = slices,
                                      .arena = arena,
                                      .spec = spec,
                                      .effective_cpus = effective_cpus(),
                                      .wall_limit = wall_limit});
  }

  Spec spec;
  Arena arena;
  std::unique_ptr<Workload> workload;
  std::chrono::milliseconds wall_limit = std::chrono::minutes(1);
};

}  // namespace crossover
