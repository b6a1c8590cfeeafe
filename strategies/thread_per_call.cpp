// A fresh std::thread per worker and call: the first thing one writes, and the cost that every pool
// exists to avoid.
#include <thread>
#include <vector>

#include "crossover/catalogue.hpp"
#include "crossover/sliced_crew.hpp"

namespace crossover {
namespace {

class ThreadPerCall final : public SlicedCrew {
 public:
  using SlicedCrew::SlicedCrew;

  void run() override {
    as_one_run([this] {
      std::vector<std::jthread> threads;  // joins on every way out
      threads.reserve(workers());
      for (unsigned worker = 0; worker < workers(); ++worker) {
        threads.emplace_back([this, worker] { compute_share(worker); });
      }
    });
  }
};

const AddStrategy thread_per_call{{.name = "thread_per_call",
                                   .summary = "a new std::thread per worker and call",
                                   .family = "threads",
                                   .simplicity = 14,
                                   .starts_each_run = true,
                                   .representative = true,
                                   .start = start_crew<ThreadPerCall>}};

}  // namespace
}  // namespace crossover
