// The threads of thread_pool, but each takes the next slice when it is done with one, and the
// caller waits for slices, not for threads: what uneven items need, and what a short job after a
// rest needs, when the caller is done before the others are awake. For the price of two shared
// counters.
#include "crossover/catalogue.hpp"
#include "crossover/sliced_crew.hpp"
#include "strategies/crews/self_scheduling.hpp"
#include "strategies/crews/waiting_threads.hpp"

namespace crossover {
namespace {

class ThreadPoolDynamic final : public SlicedCrew {
 public:
  ThreadPoolDynamic(Workload& workload, const Setup& setup)
      : SlicedCrew(workload, setup),
        schedule_(setup, launched(), setup.workers - 1),
        threads_(setup.workers - 1, schedule_, [this](const Launch::Worker& self) {
          schedule_.compute_as_worker(
              [&](std::size_t slice) { compute_slice(slice, self.number + 1); });
        }) {}

  void run() override {
    as_one_run([this] {
      schedule_.launch();
      schedule_.compute_as_caller([this](std::size_t slice) { compute_slice(slice, 0); });
      schedule_.join(no_limit);
    });
  }

 private:
  SelfScheduling schedule_;
  WaitingThreads threads_;
};

const AddStrategy thread_pool_dynamic{
    {.name = "thread_pool_dynamic",
     .summary = "std::threads that stay; each takes the next slice when free",
     .family = "threads",
     .simplicity = 11,
     .may_leave_workers_idle = true,
     .start = start_crew<ThreadPoolDynamic>}};

}  // namespace
}  // namespace crossover
