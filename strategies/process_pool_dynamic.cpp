// The processes of process_pool under the schedule of thread_pool_dynamic: each takes the next
// slice when it is done with one, and the caller waits for slices, not for processes.
#include "crossover/catalogue.hpp"
#include "crossover/sliced_crew.hpp"
#include "strategies/crews/self_scheduling.hpp"
#include "strategies/crews/waiting_processes.hpp"

namespace crossover {
namespace {

class ProcessPoolDynamic final : public SlicedCrew {
 public:
  ProcessPoolDynamic(Workload& workload, const Setup& setup)
      : SlicedCrew(workload, setup),
        schedule_(setup, launched(), setup.workers - 1),
        processes_(setup, schedule_,
                   {.first_worker = 1, .body = [this](const Launch::Worker& self) {
                      schedule_.compute_as_worker(
                          [&](std::size_t slice) { compute_slice(slice, self.number + 1); });
                    }}) {}

  void run() override {
    as_one_run([this] {
      processes_.require_all();
      schedule_.launch();
      schedule_.compute_as_caller([this](std::size_t slice) { compute_slice(slice, 0); });
      processes_.join(schedule_);
    });
  }

 private:
  SelfScheduling schedule_;
  WaitingProcesses processes_;
};

const AddStrategy process_pool_dynamic{
    {.name = "process_pool_dynamic",
     .summary = "forked processes that stay; each takes the next slice when free",
     .family = "processes",
     .simplicity = 41,
     .processes = true,
     .may_leave_workers_idle = true,
     .start = start_crew<ProcessPoolDynamic>}};

}  // namespace
}  // namespace crossover
