// OpenMP with equal shares decided in advance: one pragma, the runtime keeps the threads.
#include "crossover/catalogue.hpp"

#if CROSSOVER_WITH_OPENMP
#include "openmp_crew.hpp"
#endif

namespace crossover {
namespace {

constexpr auto name = "openmp_static";
constexpr auto summary = "OpenMP parallel for, schedule(static)";

#if CROSSOVER_WITH_OPENMP

class OpenmpStatic final : public OpenmpCrew {
 public:
  using OpenmpCrew::OpenmpCrew;

  void run() override {
    as_one_run([this] {
      const std::size_t count = slices().size();
#pragma omp parallel for num_threads(workers()) schedule(static)
      for (std::size_t slice = 0; slice < count; ++slice) {
        compute_slice(slice, static_cast<unsigned>(omp_get_thread_num()));
      }
    });
  }
};

const AddStrategy openmp_static{
    {.name = name, .summary = summary, .start = start_crew<OpenmpStatic>}};

#else

const AddStrategy openmp_static{unavailable(name, summary, "built without OpenMP")};

#endif

}  // namespace
}  // namespace crossover
