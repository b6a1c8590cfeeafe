// OpenMP's tasks: one thread of the team makes a task of each slice, and all of them take from
// these. For loops in the middle of task-parallel programs, which cannot open a region of their
// own.
#include "crossover/catalogue.hpp"

#if CROSSOVER_WITH_OPENMP
#include "strategies/crews/openmp_crew.hpp"
#endif

namespace crossover {
namespace {

const Strategy traits{.name = "openmp_taskloop",
                      .summary = "OpenMP taskloop, a task per slice",
                      .family = "openmp",
                      .simplicity = 23,
                      .external_runtime = true,
                      .may_leave_workers_idle = true};

#if CROSSOVER_WITH_OPENMP

// clang warns of the arithmetic that it makes of a taskloop, whatever the type of its counter.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-conversion"

class OpenmpTaskloop final : public OpenmpCrew {
 public:
  using OpenmpCrew::OpenmpCrew;

  void run() override {
    as_one_run([this] {
      const std::size_t count = slices().size();
#pragma omp parallel num_threads(workers())
#pragma omp single
#pragma omp taskloop grainsize(1)
      for (std::size_t slice = 0; slice < count; ++slice) {
        compute_slice(slice, static_cast<unsigned>(omp_get_thread_num()));
      }
    });
  }
};

#pragma GCC diagnostic pop

const AddStrategy openmp_taskloop{traits, start_crew<OpenmpTaskloop>};

#else

const AddStrategy openmp_taskloop{unavailable(traits, "built without OpenMP")};

#endif

}  // namespace
}  // namespace crossover
