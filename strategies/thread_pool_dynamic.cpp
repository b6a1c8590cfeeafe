// The threads of thread_pool, but each takes the next slice when it is done with one: what uneven
// items need, for the price of a shared counter.
#include <atomic>
#include <cstddef>

#include "crossover/catalogue.hpp"
#include "crossover/sliced_crew.hpp"
#include "waiting_threads.hpp"

namespace crossover {
namespace {

class ThreadPoolDynamic final : public SlicedCrew {
 public:
  ThreadPoolDynamic(Workload& workload, const Setup& setup)
      : SlicedCrew(workload, setup),
        threads_(setup, launched(), [this](unsigned worker) { take_slices(worker); }) {}

  void run() override {
    as_one_run([this] {
      next_slice_.store(0, std::memory_order_relaxed);
      threads_.run();
    });
  }

 private:
  void take_slices(unsigned worker) noexcept {
    std::size_t slice = next_slice_.fetch_add(1, std::memory_order_relaxed);
    while (slice < slices().size()) {
      compute_slice(slice, worker);
      slice = next_slice_.fetch_add(1, std::memory_order_relaxed);
    }
  }

  alignas(Arena::cache_line) std::atomic<std::size_t> next_slice_ = 0;
  WaitingThreads threads_;
};

const AddStrategy thread_pool_dynamic{
    {.name = "thread_pool_dynamic",
     .summary = "our own waiting std::threads, slices from a counter",
     .start = start_crew<ThreadPoolDynamic>}};

}  // namespace
}  // namespace crossover
