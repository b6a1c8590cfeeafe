// oneTBB's default: work is split further wherever a thread runs out of it and steals.
#include "crossover/catalogue.hpp"

#if CROSSOVER_WITH_TBB
#include "strategies/crews/tbb_crew.hpp"
#endif

namespace crossover {
namespace {

const Strategy traits{.name = "tbb_auto",
                      .summary = "oneTBB parallel_for, auto_partitioner",
                      .family = "tbb",
                      .simplicity = 31,
                      .external_runtime = true,
                      .may_leave_workers_idle = true};

#if CROSSOVER_WITH_TBB

class TbbAuto final : public TbbCrew {
 public:
  using TbbCrew::TbbCrew;

  void run() override {
    as_one_run([this] { compute_slices(tbb::auto_partitioner{}); });
  }
};

const AddStrategy tbb_auto{traits, start_crew<TbbAuto>};

#else

const AddStrategy tbb_auto{unavailable(traits, "built without oneTBB")};

#endif

}  // namespace
}  // namespace crossover
