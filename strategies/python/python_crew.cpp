#include "strategies/python/python_crew.hpp"

#include <limits>

#include "crossover/failure.hpp"
#include "crossover/slices.hpp"

namespace crossover {

namespace {

const std::string& name_of(const Spec& workload) {
  if (workload.has("intensity") && workload.number("intensity") != 1) {
    throw Unavailable("the original programs compute squares of intensity 1 only");
  }
  return workload.workload();
}

/// As strategies/python_ways.py reads them.
std::vector<std::string> arguments(const std::string& way, Workload& workload, const Setup& setup) {
  const Slices slices(workload.size(), setup.slices, workload.granule());
  const auto results = workload.result({.first = 0, .last = workload.size()});
  std::vector<std::string> words = {way,
                                    name_of(setup.spec),
                                    path_for_others(setup.arena.descriptor()),
                                    std::to_string(setup.workers),
                                    std::to_string(setup.arena.offset_of(results)),
                                    std::to_string(results.size() / workload.size()),
                                    "0"};
  for (std::size_t slice = 0; slice < slices.count_filled(); ++slice) {
    words.push_back(std::to_string(slices[slice].last));
  }
  return words;
}

}  // namespace

PythonCrew::PythonCrew(const std::string& way, Workload& workload, const Setup& setup)
    : python_(arguments(way, workload, setup), setup.wall_limit),
      runtime_(python_.await_answer()) {}

void PythonCrew::run() {
  participations_ += parse_whole_number(python_.ask("run"), "Python's number of workers", 1,
                                        std::numeric_limits<std::uint64_t>::max());
}

Strategy python_strategy(Strategy traits) {
  traits.language = "Python";
  traits.external_runtime = true;
  traits.start = [way = traits.name](Workload& workload,
                                     const Setup& setup) -> std::unique_ptr<Crew> {
    return std::make_unique<PythonCrew>(way, workload, setup);
  };
  traits.workloads = {"squares", "empty"};
  traits.on_request = true;
  return traits;
}

}  // namespace crossover
