// A strategy that nobody has heard of: this file is all there is of it.
#include "crossover/catalogue.hpp"
#include "crossover/sliced_crew.hpp"

namespace crossover {
namespace {

/// The caller computes the share of each worker.
class Newcomer final : public SlicedCrew {
 public:
  using SlicedCrew::SlicedCrew;

  void run() override {
    as_one_run([this] {
      for (unsigned worker = 0; worker < workers(); ++worker) {
        compute_share(worker);
      }
    });
  }
};

const AddStrategy newcomer{{.name = "newcomer",
                            .summary = "a strategy of the tests",
                            .family = "newcomers",
                            .start = start_crew<Newcomer>}};

}  // namespace
}  // namespace crossover
