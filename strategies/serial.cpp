// The baseline: the calling thread computes everything. Whatever a strategy gains or costs is
// gained or lost against this.
#include "crossover/catalogue.hpp"
#include "crossover/sliced_crew.hpp"

namespace crossover {
namespace {

class Serial final : public SlicedCrew {
 public:
  using SlicedCrew::SlicedCrew;

  void run() override {
    as_one_run([this] { compute_share(0); });
  }
};

const AddStrategy serial{{.name = "serial",
                          .summary = "the baseline: a plain loop in the calling thread",
                          .family = "serial",
                          .parallel = false,
                          .representative = true,
                          .start = start_crew<Serial>}};

}  // namespace
}  // namespace crossover
