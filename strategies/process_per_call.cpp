// A fork per worker and call, results in shared memory: what processes cost when none are kept.
#include "crossover/catalogue.hpp"
#include "crossover/sliced_crew.hpp"
#include "src/system/child_processes.hpp"

namespace crossover {
namespace {

class ProcessPerCall final : public SlicedCrew {
 public:
  ProcessPerCall(Workload& workload, const Setup& setup)
      : SlicedCrew(workload, setup), wall_limit_(setup.wall_limit) {}

  void run() override {
    as_one_run([this] {
      ChildProcesses children;
      for (unsigned worker = 0; worker < workers(); ++worker) {
        children.fork(worker, [this, worker] { compute_share(worker); });
      }
      children.await_success(wall_limit_);
    });
  }

 private:
  std::chrono::milliseconds wall_limit_;
};

const AddStrategy process_per_call{
    {.name = "process_per_call",
     .summary = "a new fork per worker and call, results in shared memory",
     .family = "processes",
     .simplicity = 42,
     .processes = true,
     .starts_each_run = true,
     .representative = true,
     .start = start_crew<ProcessPerCall>}};

}  // namespace
}  // namespace crossover
