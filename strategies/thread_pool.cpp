// Threads that are started once and wait for work, each with a fixed share of it: the least that a
// hand-off to threads can cost.
#include "crossover/catalogue.hpp"
#include "crossover/sliced_crew.hpp"
#include "strategies/crews/hand_off.hpp"
#include "strategies/crews/waiting_threads.hpp"

namespace crossover {
namespace {

class ThreadPool final : public SlicedCrew {
 public:
  ThreadPool(Workload& workload, const Setup& setup)
      : SlicedCrew(workload, setup),
        hand_off_(setup, launched(), setup.workers - 1),
        threads_(setup.workers - 1, hand_off_, [this](const Launch::Worker& self) {
          compute_share(self.number + 1);
          hand_off_.finish(self);
        }) {}

  void run() override {
    as_one_run([this] {
      hand_off_.launch();
      compute_share(0);
      hand_off_.join(no_limit);
    });
  }

 private:
  HandOff hand_off_;
  WaitingThreads threads_;
};

const AddStrategy thread_pool{{.name = "thread_pool",
                               .summary = "std::threads that stay; each has a fixed share",
                               .family = "threads",
                               .simplicity = 10,
                               .representative = true,
                               .start = start_crew<ThreadPool>}};

}  // namespace
}  // namespace crossover
