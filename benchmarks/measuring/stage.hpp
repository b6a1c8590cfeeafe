#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>

#include "crossover/arena.hpp"
#include "crossover/crew.hpp"
#include "crossover/question.hpp"
#include "crossover/spec.hpp"
#include "crossover/workload.hpp"

namespace crossover {

/// Memory and workload, kept as long as rows ask for the same, so that all strategies of a question
/// work on the same pages.
struct Stage {
  /// Throws SpecError where the workload has no items, and what `make_workload` throws.
  Stage(Spec complete_spec, unsigned most_workers, const std::filesystem::path& files);

  /// Bytes of shared memory that it takes.
  [[nodiscard]] static std::size_t bytes(const Spec& workload, unsigned most_workers);

  Spec spec;
  Arena arena;
  std::unique_ptr<Workload> workload;
};

/// A crew for a cell. Throws why there is none.
[[nodiscard]] std::unique_ptr<Crew> start(const Cell& cell, Stage& stage, unsigned effective_cpus);

/// Workers that have something to do.
[[nodiscard]] std::size_t workers_expected(const Cell& cell, const Workload& workload);

}  // namespace crossover
