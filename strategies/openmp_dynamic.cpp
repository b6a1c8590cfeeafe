// OpenMP where each thread takes the next slice when it is done with one: one word more in the
// pragma, for items that cost unequally.
#include "crossover/catalogue.hpp"

#if CROSSOVER_WITH_OPENMP
#include "strategies/crews/openmp_crew.hpp"
#endif

namespace crossover {
namespace {

const Strategy traits{.name = "openmp_dynamic",
                      .summary = "OpenMP parallel for, schedule(dynamic)",
                      .family = "openmp",
                      .simplicity = 21,
                      .external_runtime = true,
                      .may_leave_workers_idle = true};

#if CROSSOVER_WITH_OPENMP

class OpenmpDynamic final : public OpenmpCrew {
 public:
  using OpenmpCrew::OpenmpCrew;

  void run() override {
    as_one_run([this] {
      const std::size_t count = slices().size();
#pragma omp parallel for num_threads(workers()) schedule(dynamic)
      for (std::size_t slice = 0; slice < count; ++slice) {
        compute_slice(slice, static_cast<unsigned>(omp_get_thread_num()));
      }
    });
  }
};

const AddStrategy openmp_dynamic{traits, start_crew<OpenmpDynamic>};

#else

const AddStrategy openmp_dynamic{unavailable(traits, "built without OpenMP")};

#endif

}  // namespace
}  // namespace crossover
