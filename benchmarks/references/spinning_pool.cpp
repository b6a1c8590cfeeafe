#include <atomic>
#include <optional>
#include <thread>
#include <vector>

#include "benchmarks/references/affinity.hpp"
#include "crossover/catalogue.hpp"
#include "crossover/sliced_crew.hpp"

namespace crossover {
namespace {

struct alignas(Arena::cache_line) Count {
  std::atomic<std::uint64_t> value = 0;
};

/// Threads that never sleep, each on a CPU that it does not leave: nothing should be quicker as
/// long as nobody else needs these CPUs.
class SpinningPool final : public SlicedCrew {
 public:
  SpinningPool(Workload& workload, const Setup& setup)
      : SlicedCrew(workload, setup), finished_(setup.workers) {
    callers_cpu_.emplace(0);  // throws here, not in a thread, where that is not allowed
    callers_cpu_.reset();     // since a thread inherits it
    try {
      for (unsigned worker = 1; worker < setup.workers; ++worker) {
        threads_.emplace_back([this, worker] { serve(worker); });
      }
      callers_cpu_.emplace(0);
    } catch (...) {
      end_threads();
      throw;
    }
  }
  SpinningPool(const SpinningPool&) = delete;
  SpinningPool& operator=(const SpinningPool&) = delete;
  SpinningPool(SpinningPool&&) = delete;
  SpinningPool& operator=(SpinningPool&&) = delete;
  ~SpinningPool() override { end_threads(); }

  void run() override {
    as_one_run([this] {
      launched_.value.store(++runs_, std::memory_order_release);
      compute_share(0);
      for (unsigned worker = 1; worker < workers(); ++worker) {
        await(finished_[worker], runs_);
      }
    });
  }

 private:
  static constexpr std::uint64_t stop = ~std::uint64_t{0};

  static std::uint64_t await(const Count& count, std::uint64_t least) {
    std::uint64_t seen = 0;
    do {
      seen = count.value.load(std::memory_order_acquire);
    } while (seen < least);
    return seen;
  }

  void end_threads() noexcept { launched_.value = stop; }

  void serve(unsigned worker) {
    const OnOneCpu cpu(worker);
    for (std::uint64_t run = 1; await(launched_, run) != stop; ++run) {
      compute_share(worker);
      finished_[worker].value.store(run, std::memory_order_release);
    }
  }

  std::optional<OnOneCpu> callers_cpu_;
  Count launched_;
  std::vector<Count> finished_;
  std::uint64_t runs_ = 0;
  std::vector<std::jthread> threads_;
};

const AddReference spinning_pool{{.name = "spinning_pool",
                                  .summary = "threads that never sleep",
                                  .family = "threads",
                                  .start = start_crew<SpinningPool>}};

}  // namespace
}  // namespace crossover
