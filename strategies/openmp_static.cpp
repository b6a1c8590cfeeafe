// OpenMP with equal shares decided in advance: one pragma, the runtime keeps the threads.
#include "crossover/catalogue.hpp"

#if CROSSOVER_WITH_OPENMP
#include "strategies/crews/openmp_crew.hpp"
#endif

namespace crossover {
namespace {

const Strategy traits{.name = "openmp_static",
                      .summary = "OpenMP parallel for, schedule(static)",
                      .family = "openmp",
                      .simplicity = 20,
                      .external_runtime = true,
                      .representative = true};

#if CROSSOVER_WITH_OPENMP

const AddStrategy openmp_static{traits, start_crew<OpenmpStaticCrew>};

#else

const AddStrategy openmp_static{unavailable(traits, "built without OpenMP")};

#endif

}  // namespace
}  // namespace crossover
