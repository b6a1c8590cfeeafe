// oneTBB's default: work is split further wherever a thread runs out of it and steals.
#include "crossover/catalogue.hpp"

#if CROSSOVER_WITH_TBB
#include "strategies/crews/tbb_crew.hpp"
#endif

namespace crossover {
namespace {

constexpr auto name = "tbb_auto";
constexpr auto summary = "oneTBB parallel_for, auto_partitioner";

#if CROSSOVER_WITH_TBB

class TbbAuto final : public TbbCrew {
 public:
  using TbbCrew::TbbCrew;

  void run() override {
    as_one_run([this] { compute_slices(tbb::auto_partitioner{}); });
  }
};

const AddStrategy tbb_auto{{.name = name,
                            .summary = summary,
                            .may_leave_workers_idle = true,
                            .start = start_crew<TbbAuto>}};

#else

const AddStrategy tbb_auto{unavailable(name, summary, "built without oneTBB")};

#endif

}  // namespace
}  // namespace crossover
