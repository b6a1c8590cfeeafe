#include "benchmarks/measuring/stage.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

#include "crossover/catalogue.hpp"
#include "crossover/sliced_crew.hpp"

namespace crossover {

Stage::Stage(Spec complete_spec, unsigned most_workers, const std::filesystem::path& files)
    : spec(std::move(complete_spec)),
      arena(bytes(spec, most_workers)),
      workload(make_workload(spec, arena)) {
  if (workload->size() == 0) {
    throw SpecError(spec.text() + " has no items: its size() is 0");
  }
  workload->keep_files_in(files);
}

std::size_t Stage::bytes(const Spec& workload, unsigned most_workers) {
  constexpr std::size_t sections = 3 * std::size_t{4096};  // begin on pages of their own
  constexpr std::size_t hand_off = 4096;  // and less than a line more for each worker
  return recipe_of(workload).bytes(workload) +
         (most_workers * (sizeof(WorkerRecord) + Arena::cache_line)) + sections + hand_off;
}

std::unique_ptr<Crew> start(const Cell& cell, Stage& stage, unsigned effective_cpus) {
  try {
    return cell.strategy->start(*stage.workload, {.workers = cell.workers,
                                                  .slices = cell.slices,
                                                  .arena = stage.arena,
                                                  .spec = stage.spec,
                                                  .effective_cpus = effective_cpus});
  } catch (const std::system_error& cause) {
    throw std::runtime_error("cannot start " + std::to_string(cell.workers) +
                             " workers: " + cause.what());
  }
}

std::size_t workers_expected(const Cell& cell, const Workload& workload) {
  const Slices slices(workload.size(), cell.slices, workload.granule());
  return std::min<std::size_t>(cell.workers, slices.count_filled());
}

}  // namespace crossover
