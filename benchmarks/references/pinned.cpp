#include <sched.h>

#include <memory>

#include "bare_crews.hpp"
#include "crossover/system_failure.hpp"

namespace crossover {
namespace {

/// Keeps the calling thread, and what it starts, on the first CPU that it may use.
class OnOneCpu {
 public:
  OnOneCpu() {
    if (::sched_getaffinity(0, sizeof(before_), &before_) != 0) {
      throw system_failure("sched_getaffinity");
    }
    std::size_t first = 0;
    while (!CPU_ISSET(first, &before_)) {
      ++first;
    }
    cpu_set_t one{};
    CPU_SET(first, &one);
    if (::sched_setaffinity(0, sizeof(one), &one) != 0) {
      throw system_failure("sched_setaffinity");
    }
  }
  OnOneCpu(const OnOneCpu&) = delete;
  OnOneCpu& operator=(const OnOneCpu&) = delete;
  OnOneCpu(OnOneCpu&&) = delete;
  OnOneCpu& operator=(OnOneCpu&&) = delete;
  ~OnOneCpu() { ::sched_setaffinity(0, sizeof(before_), &before_); }

 private:
  cpu_set_t before_{};
};

class PinnedCrew final : public Crew {
 public:
  PinnedCrew(const Strategy& strategy, Workload& workload, Setup setup) {
    setup.effective_cpus = 1;
    crew_ = strategy.start(workload, setup);
  }
  void run() override { crew_->run(); }
  [[nodiscard]] std::uint64_t participations() const override { return crew_->participations(); }

 private:
  OnOneCpu cpu_;
  std::unique_ptr<Crew> crew_;
};

}  // namespace

Strategy pinned(const Strategy& strategy) {
  return {.name = "pinned_" + strategy.name,
          .summary = strategy.summary + ", all on one CPU",
          .start = [&strategy](Workload& workload, const Setup& setup) -> std::unique_ptr<Crew> {
            return std::make_unique<PinnedCrew>(strategy, workload, setup);
          }};
}

}  // namespace crossover
