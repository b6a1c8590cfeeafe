#include <optional>
#include <stdexcept>
#include <thread>

#include "benchmarks/references/affinity.hpp"
#include "crossover/catalogue.hpp"
#include "crossover/sliced_crew.hpp"
#include "src/system/signal.hpp"

namespace crossover {
namespace {

/// A thread that sleeps at once, and a caller that does so too, on different CPUs if there are two:
/// two wake-ups a run. Has exactly two workers.
class FutexRoundTrip final : public SlicedCrew {
 public:
  FutexRoundTrip(Workload& workload, const Setup& setup) : SlicedCrew(workload, setup) {
    if (setup.workers != 2) {
      throw std::invalid_argument("a round trip has two workers");
    }
    callers_cpu_.emplace(0);  // throws here, not in a thread, where that is not allowed
    callers_cpu_.reset();     // since a thread inherits it
    partner_ = std::jthread([this] { answer(); });
    callers_cpu_.emplace(0);
  }
  FutexRoundTrip(const FutexRoundTrip&) = delete;
  FutexRoundTrip& operator=(const FutexRoundTrip&) = delete;
  FutexRoundTrip(FutexRoundTrip&&) = delete;
  FutexRoundTrip& operator=(FutexRoundTrip&&) = delete;
  ~FutexRoundTrip() override {
    stopped_ = true;
    there_.raise_to(Signal::after(runs_));
  }

  void run() override {
    as_one_run([this] {
      const Signal::Count before = runs_;
      runs_ = Signal::after(before);
      there_.raise_to(runs_);
      compute_share(0);
      back_.sleep_while(before, no_limit);
    });
  }

 private:
  void answer() {
    const OnOneCpu cpu(1);
    for (Signal::Count seen = Signal::first; there_.sleep_while(seen, no_limit) && !stopped_;) {
      seen = Signal::after(seen);
      compute_share(1);
      back_.raise_to(seen);
    }
  }

  std::optional<OnOneCpu> callers_cpu_;
  struct alignas(Arena::cache_line) OwnLine : Signal {};
  OwnLine there_;
  OwnLine back_;
  Signal::Count runs_ = Signal::first;
  std::atomic<bool> stopped_ = false;
  std::jthread partner_;
};

const AddReference futex_round_trip{{.name = "futex_round_trip",
                                     .summary = "two threads that wake each other up",
                                     .family = "threads",
                                     .start = start_crew<FutexRoundTrip>}};

}  // namespace
}  // namespace crossover
