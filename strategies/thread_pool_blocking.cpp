// Threads behind a mutex and condition variables, each with a fixed share: the pool that most
// people write. What thread_pool gains over it is what spinning before sleeping, and waking without
// a lock, are worth.
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

#include "crossover/catalogue.hpp"
#include "crossover/sliced_crew.hpp"

namespace crossover {
namespace {

class ThreadPoolBlocking final : public SlicedCrew {
 public:
  ThreadPoolBlocking(Workload& workload, const Setup& setup) : SlicedCrew(workload, setup) {
    try {
      for (unsigned worker = 1; worker < setup.workers; ++worker) {
        threads_.emplace_back([this, worker] { serve(worker); });
      }
    } catch (...) {
      end_threads();
      throw;
    }
  }
  ThreadPoolBlocking(const ThreadPoolBlocking&) = delete;
  ThreadPoolBlocking& operator=(const ThreadPoolBlocking&) = delete;
  ThreadPoolBlocking(ThreadPoolBlocking&&) = delete;
  ThreadPoolBlocking& operator=(ThreadPoolBlocking&&) = delete;
  ~ThreadPoolBlocking() override { end_threads(); }

  void run() override {
    as_one_run([this] {
      {
        const std::lock_guard lock(mutex_);
        ++runs_;
        unfinished_ = workers() - 1;
      }
      launched_.notify_all();
      compute_share(0);
      std::unique_lock lock(mutex_);
      finished_.wait(lock, [this] { return unfinished_ == 0; });
    });
  }

 private:
  void end_threads() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    launched_.notify_all();
  }

  void serve(unsigned worker) {
    std::unique_lock lock(mutex_);
    for (std::uint64_t run = 1;; ++run) {
      launched_.wait(lock, [&] { return stopped_ || runs_ >= run; });
      if (stopped_) {
        return;
      }
      lock.unlock();
      compute_share(worker);
      lock.lock();
      if (--unfinished_ == 0) {
        finished_.notify_one();
      }
    }
  }

  std::mutex mutex_;
  std::condition_variable launched_;
  std::condition_variable finished_;
  std::uint64_t runs_ = 0;
  unsigned unfinished_ = 0;
  bool stopped_ = false;
  std::vector<std::jthread> threads_;
};

const AddStrategy thread_pool_blocking{
    {.name = "thread_pool_blocking",
     .summary = "std::threads that stay and sleep on a condition variable",
     .family = "threads",
     .simplicity = 12,
     .start = start_crew<ThreadPoolBlocking>}};

}  // namespace
}  // namespace crossover
