// The standard's parallel algorithms: std::for_each with std::execution::par, which libstdc++ runs
// on oneTBB. Shows what the portable spelling costs over the library beneath it.
#include "crossover/catalogue.hpp"

#if CROSSOVER_WITH_STDPAR
#include <algorithm>
#include <execution>
#include <numeric>
#include <vector>

#include "strategies/crews/tbb_crew.hpp"
#endif

namespace crossover {
namespace {

const Strategy traits{.name = "stdpar",
                      .summary = "std::for_each(std::execution::par)",
                      .family = "stdpar",
                      .simplicity = 15,
                      .external_runtime = true,
                      .may_leave_workers_idle = true};

#if CROSSOVER_WITH_STDPAR

class StandardParallel final : public TbbCrew {
 public:
  StandardParallel(Workload& workload, const Setup& setup)
      : TbbCrew(workload, setup), slice_numbers_(setup.slices) {
    std::iota(slice_numbers_.begin(), slice_numbers_.end(), std::size_t{0});
  }

  void run() override {
    as_one_run([this] {
      arena().execute([this] {
        std::for_each(std::execution::par, slice_numbers_.begin(), slice_numbers_.end(),
                      [this](std::size_t slice) { compute_slice_here(slice); });
      });
    });
  }

 private:
  std::vector<std::size_t> slice_numbers_;
};

const AddStrategy stdpar{traits, start_crew<StandardParallel>};

#else

const AddStrategy stdpar{
    unavailable(traits, "the standard library has no parallel algorithms without oneTBB")};

#endif

}  // namespace
}  // namespace crossover
