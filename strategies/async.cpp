// std::async with std::launch::async, one task per worker: the standard library's own answer, which
// in today's libraries starts a thread per task.
#include <future>
#include <vector>

#include "crossover/catalogue.hpp"
#include "crossover/sliced_crew.hpp"

namespace crossover {
namespace {

class Async final : public SlicedCrew {
 public:
  using SlicedCrew::SlicedCrew;

  void run() override {
    as_one_run([this] {
      std::vector<std::future<void>> tasks;  // their destructors wait
      tasks.reserve(workers());
      for (unsigned worker = 0; worker < workers(); ++worker) {
        tasks.push_back(std::async(std::launch::async, [this, worker] { compute_share(worker); }));
      }
    });
  }
};

const AddStrategy async{{.name = "async",
                         .summary = "std::async(std::launch::async), a task per worker",
                         .family = "threads",
                         .simplicity = 13,
                         .starts_each_run = true,
                         .start = start_crew<Async>}};

}  // namespace
}  // namespace crossover
