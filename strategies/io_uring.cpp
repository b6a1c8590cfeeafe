// One thread with many waits under way at the same time, and no thread for any of them: the kernel
// says which have ended. What servers do that wait for thousands; here there are as many waits at
// once as other strategies have workers.
#include <stdexcept>

#include "crossover/catalogue.hpp"

#if CROSSOVER_WITH_URING
#include <algorithm>
#include <cerrno>
#include <vector>

#include "strategies/crews/wait_ring.hpp"
#endif

namespace crossover {
namespace {

const Strategy traits{.name = "io_uring",
                      .summary = "one thread that waits for many items at once, through io_uring",
                      .family = "io_uring",
                      .simplicity = 50,
                      .representative = true,
                      .workloads = {"blocking"}};

#if CROSSOVER_WITH_URING

Waits& waits_of(Workload& workload) {
  auto* const waits = dynamic_cast<Waits*>(&workload);
  if (waits == nullptr) {
    throw std::runtime_error("io_uring runs only workloads that say what their items wait for");
  }
  return *waits;
}

/// A slot takes the next item as soon as it is done with one. `participations` counts the waits
/// that were seen under way at the same time, at most: the workers of a run.
class IoUring final : public Crew {
 public:
  IoUring(Workload& workload, const Setup& setup)
      : waits_(waits_of(workload)),
        items_(workload.size()),
        item_of_(setup.workers),
        ring_(setup.workers) {}

  void run() override {
    begun_ = 0;
    done_ = 0;
    try {
      participations_ += run_items();
    } catch (...) {
      ring_.cancel_all();  // its buffers may be gone before the next run
      throw;
    }
  }

  [[nodiscard]] std::uint64_t participations() const override { return participations_; }

 private:
  /// Returns how many were under way at the same time.
  unsigned run_items() {
    unsigned deepest = 0;
    for (unsigned slot = 0; slot < item_of_.size(); ++slot) {
      begin_next(slot);
    }
    while (done_ < items_) {
      ring_.submit();
      deepest = std::max({deepest, ring_.under_way(), 1U});
      const auto ended = ring_.await_end(waits_.patience());
      ended ? go_on(ended->slot, ended->result) : give_up();
    }
    return deepest;
  }

  void begin_next(unsigned slot) {
    if (begun_ < items_) {
      item_of_[slot] = begun_++;
      ring_.begin(waits_.begin(item_of_[slot], slot), slot);
    }
  }

  void go_on(unsigned slot, int result) {
    if (const auto next = waits_.end(item_of_[slot], slot, result)) {
      ring_.begin(*next, slot);
    } else {
      ++done_;
      begin_next(slot);
    }
  }

  /// The workload knows best what it means that nothing has ended for so long.
  [[noreturn]] void give_up() {
    const unsigned slot = ring_.first_waiting();
    ring_.cancel_all();
    waits_.end(item_of_[slot], slot, -ETIMEDOUT);
    throw std::runtime_error("no wait has ended for " + std::to_string(waits_.patience().count()) +
                             " ms");
  }

  Waits& waits_;
  std::size_t items_;
  std::vector<std::size_t> item_of_;  // of each slot
  std::size_t begun_ = 0;             // items of this run
  std::size_t done_ = 0;
  std::uint64_t participations_ = 0;
  WaitRing ring_;
};

const AddStrategy io_uring{traits, start_crew<IoUring>};

#else

const AddStrategy io_uring{unavailable(traits, "built without liburing")};

#endif

}  // namespace
}  // namespace crossover
