// A freshly executed process per worker and call, which maps the shared memory and makes the
// workload anew from its spec: what Python calls "spawn", and the only way where there is no fork.
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "crossover/catalogue.hpp"
#include "crossover/sliced_crew.hpp"
#include "crossover/spawned_worker.hpp"
#include "src/system/child_processes.hpp"

namespace crossover {
namespace {

class ProcessSpawn final : public SlicedCrew {
 public:
  ProcessSpawn(Workload& workload, const Setup& setup)
      : SlicedCrew(workload, setup),
        memory_(setup.arena.descriptor()),
        spec_(setup.spec.text()),
        wall_limit_(setup.wall_limit) {
    if (setup.spec.workload().empty()) {
      throw std::invalid_argument(
          "process_spawn needs the workload's spec, so that another process can make it");
    }
  }

  /// In the executed process: its share of the run that its parent waits for.
  void work_as(unsigned worker) noexcept { compute_share(worker); }

  void run() override {
    as_one_run([this] {
      ChildProcesses children;
      for (unsigned worker = 0; worker < workers(); ++worker) {
        children.execute(worker,
                         {"crossover-worker", spawned_worker_flag, std::to_string(::getpid()),
                          std::to_string(memory_), std::to_string(worker),
                          std::to_string(workers()), std::to_string(slices().size()), spec_},
                         memory_);
      }
      children.await_success(wall_limit_);
    });
  }

 private:
  int memory_;
  std::string spec_;
  std::chrono::milliseconds wall_limit_;
};

void work(std::span<char*> arguments) {
  const auto number = [&](std::size_t index, const char* what) {
    return static_cast<unsigned>(parse_whole_number(
        arguments[index], what, 0, static_cast<std::uint64_t>(std::numeric_limits<int>::max())));
  };
  die_with_parent(static_cast<pid_t>(number(2, "the parent process")));
  Arena arena =
      Arena::attach(FileDescriptor(static_cast<int>(number(3, "the arena's descriptor"))));
  const Spec spec = Spec::parse(arguments[7]);
  const auto workload = make_workload(spec, arena);
  ProcessSpawn crew(*workload, {.workers = number(5, "the number of workers"),
                                .slices = number(6, "the number of slices"),
                                .arena = arena,
                                .spec = spec});
  crew.work_as(number(4, "the worker"));
}

const AddStrategy process_spawn{{.name = "process_spawn",
                                 .summary = "a newly executed program per worker and call",
                                 .family = "processes",
                                 .simplicity = 44,
                                 .processes = true,
                                 .starts_each_run = true,
                                 .representative = true,
                                 .start = start_crew<ProcessSpawn>}};

}  // namespace

std::optional<int> run_as_spawned_worker(int argc, char** argv) {
  const std::span<char*> arguments(argv, static_cast<std::size_t>(argc));
  if (arguments.size() < 2 || std::string_view(arguments[1]) != spawned_worker_flag) {
    return std::nullopt;
  }
  if (arguments.size() != 8) {
    return EXIT_SUCCESS;
  }
  try {
    work(arguments);
    return EXIT_SUCCESS;
  } catch (const std::exception& failure) {
    std::cerr << "spawned worker: " << failure.what() << '\n';
    return EXIT_FAILURE;
  }
}

}  // namespace crossover
