// Forked processes that are started once and wait for work on shared memory, with the hand-off of
// thread_pool: the fair comparison of processes with threads. The caller is one of the workers.
#include "crossover/catalogue.hpp"
#include "crossover/sliced_crew.hpp"
#include "waiting_processes.hpp"

namespace crossover {
namespace {

class ProcessPool final : public SlicedCrew {
 public:
  ProcessPool(Workload& workload, const Setup& setup)
      : SlicedCrew(workload, setup),
        processes_(setup, launched(), {.first_worker = 1, .body = [this](unsigned worker) {
                                         compute_share(worker);
                                       }}) {}

  void run() override {
    as_one_run([this] {
      processes_.launch();
      compute_share(0);
      processes_.join();
    });
  }

 private:
  WaitingProcesses processes_;
};

const AddStrategy process_pool{
    {.name = "process_pool",
     .summary = "waiting forked processes on shared memory, fixed shares",
     .processes = true,
     .start = start_crew<ProcessPool>}};

}  // namespace
}  // namespace crossover
