// oneTBB with equal shares and no stealing: what its scheduler costs when there is nothing to
// balance.
#include "crossover/catalogue.hpp"

#if CROSSOVER_WITH_TBB
#include "strategies/crews/tbb_crew.hpp"
#endif

namespace crossover {
namespace {

constexpr auto name = "tbb_static";
constexpr auto summary = "oneTBB parallel_for, static_partitioner";

#if CROSSOVER_WITH_TBB

class TbbStatic final : public TbbCrew {
 public:
  using TbbCrew::TbbCrew;

  void run() override {
    as_one_run([this] { compute_slices(tbb::static_partitioner{}); });
  }
};

const AddStrategy tbb_static{{.name = name,
                              .summary = summary,
                              .may_leave_workers_idle = true,
                              .start = start_crew<TbbStatic>}};

#else

const AddStrategy tbb_static{unavailable(name, summary, "built without oneTBB")};

#endif

}  // namespace
}  // namespace crossover
