// Threads that are started once and wait for work, each with a fixed share of it: the least that a
// hand-off to threads can cost.
#include "crossover/catalogue.hpp"
#include "crossover/sliced_crew.hpp"
#include "waiting_threads.hpp"

namespace crossover {
namespace {

class ThreadPool final : public SlicedCrew {
 public:
  ThreadPool(Workload& workload, const Setup& setup)
      : SlicedCrew(workload, setup),
        threads_(setup, launched(), [this](unsigned worker) { compute_share(worker); }) {}

  void run() override {
    as_one_run([this] { threads_.run(); });
  }

 private:
  WaitingThreads threads_;
};

const AddStrategy thread_pool{{.name = "thread_pool",
                               .summary = "our own waiting std::threads, fixed shares",
                               .start = start_crew<ThreadPool>}};

}  // namespace
}  // namespace crossover
