// Boost.Asio's thread_pool, a task posted for each slice: what a program that has Asio anyway uses.
// The pool has as many threads as workers are asked for and the caller sleeps meanwhile, since
// thread_pool lets no caller lend a hand: whoever attaches himself to it stays until it is stopped.
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstddef>
#include <latch>
#include <thread>
#include <vector>

#include "crossover/catalogue.hpp"
#include "crossover/sliced_crew.hpp"

namespace crossover {
namespace {

/// Its threads attach themselves instead of being started by the pool: where that can start only
/// some of them, its constructor waits for these for ever (seen with Boost 1.74).
class AsioPool final : public SlicedCrew {
 public:
  AsioPool(Workload& workload, const Setup& setup) : SlicedCrew(workload, setup), pool_(0) {
    try {
      for (unsigned worker = 0; worker < setup.workers; ++worker) {
        threads_.emplace_back([this, worker] {
          number() = worker;
          pool_.attach();
        });
      }
    } catch (...) {
      pool_.stop();
      throw;
    }
  }
  AsioPool(const AsioPool&) = delete;
  AsioPool& operator=(const AsioPool&) = delete;
  AsioPool(AsioPool&&) = delete;
  AsioPool& operator=(AsioPool&&) = delete;
  ~AsioPool() override { pool_.stop(); }

  void run() override {
    as_one_run([this] {
      auto unposted = static_cast<std::ptrdiff_t>(slices().size());
      std::latch unfinished(unposted);
      try {
        for (std::size_t slice = 0; slice < slices().size(); ++slice) {
          boost::asio::post(pool_, [this, slice, &unfinished] {
            compute_slice(slice, number());
            unfinished.count_down();
          });
          --unposted;
        }
      } catch (...) {
        unfinished.count_down(unposted);
        unfinished.wait();  // for those that were posted
        throw;
      }
      unfinished.wait();
    });
  }

 private:
  /// Of the worker that the calling thread is.
  static unsigned& number() noexcept {
    thread_local unsigned its_number = 0;
    return its_number;
  }

  boost::asio::thread_pool pool_;
  std::vector<std::jthread> threads_;
};

const AddStrategy asio_pool{{.name = "asio_pool",
                             .summary = "Boost.Asio's thread_pool, a posted task per slice",
                             .family = "asio",
                             .simplicity = 32,
                             .external_runtime = true,
                             .may_leave_workers_idle = true,
                             .start = start_crew<AsioPool>}};

}  // namespace
}  // namespace crossover
