// Forked processes that are started once and wait for work on shared memory, with the hand-off of
// thread_pool: the fair comparison of processes with threads. The caller is one of the workers.
#include "crossover/catalogue.hpp"
#include "crossover/sliced_crew.hpp"
#include "strategies/crews/hand_off.hpp"
#include "strategies/crews/waiting_processes.hpp"

namespace crossover {
namespace {

class ProcessPool final : public SlicedCrew {
 public:
  ProcessPool(Workload& workload, const Setup& setup)
      : SlicedCrew(workload, setup),
        hand_off_(setup, launched(), setup.workers - 1),
        processes_(setup, hand_off_,
                   {.first_worker = 1, .body = [this](const Launch::Worker& self) {
                      compute_share(self.number + 1);
                      hand_off_.finish(self);
                    }}) {}

  void run() override {
    as_one_run([this] {
      processes_.require_all();
      hand_off_.launch();
      compute_share(0);
      processes_.join(hand_off_);
    });
  }

 private:
  HandOff hand_off_;
  WaitingProcesses processes_;
};

const AddStrategy process_pool{
    {.name = "process_pool",
     .summary = "forked processes that stay; each has a fixed share; shared memory",
     .family = "processes",
     .simplicity = 40,
     .processes = true,
     .representative = true,
     .start = start_crew<ProcessPool>}};

}  // namespace
}  // namespace crossover
