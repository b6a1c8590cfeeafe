// OpenMP with equal shares decided in advance: one pragma, the runtime keeps the threads.
#include "crossover/catalogue.hpp"

#if CROSSOVER_WITH_OPENMP
#include "strategies/crews/openmp_crew.hpp"
#endif

namespace crossover {
namespace {

constexpr auto name = "openmp_static";
constexpr auto summary = "OpenMP parallel for, schedule(static)";

#if CROSSOVER_WITH_OPENMP

const AddStrategy openmp_static{
    {.name = name, .summary = summary, .start = start_crew<OpenmpStaticCrew>}};

#else

const AddStrategy openmp_static{unavailable(name, summary, "built without OpenMP")};

#endif

}  // namespace
}  // namespace crossover
