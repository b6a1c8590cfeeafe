// oneTBB with equal shares and no stealing: what its scheduler costs when there is nothing to
// balance.
#include "crossover/catalogue.hpp"

#if CROSSOVER_WITH_TBB
#include "strategies/crews/tbb_crew.hpp"
#endif

namespace crossover {
namespace {

const Strategy traits{.name = "tbb_static",
                      .summary = "oneTBB parallel_for, static_partitioner",
                      .family = "tbb",
                      .simplicity = 30,
                      .external_runtime = true,
                      .representative = true,
                      .may_leave_workers_idle = true};

#if CROSSOVER_WITH_TBB

class TbbStatic final : public TbbCrew {
 public:
  using TbbCrew::TbbCrew;

  void run() override {
    as_one_run([this] { compute_slices(tbb::static_partitioner{}); });
  }
};

const AddStrategy tbb_static{traits, start_crew<TbbStatic>};

#else

const AddStrategy tbb_static{unavailable(traits, "built without oneTBB")};

#endif

}  // namespace
}  // namespace crossover
