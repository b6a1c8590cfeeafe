// OpenMP whose threads sleep as soon as they have nothing to do: what its default gains by letting
// them spin, and what that costs everyone else. The runtime reads its wait policy once, when the
// program starts (OpenMP 5.2, 21.7: OMP_WAIT_POLICY), so these rows need a process of their own.
#include <cstdlib>
#include <string_view>

#include "crossover/catalogue.hpp"
#include "crossover/failure.hpp"

#if CROSSOVER_WITH_OPENMP
#include "strategies/crews/openmp_crew.hpp"
#endif

namespace crossover {
namespace {

constexpr auto variable = "OMP_WAIT_POLICY";
constexpr auto value = "passive";

const Strategy traits{.name = "openmp_passive",
                      .summary = "openmp_static with OMP_WAIT_POLICY=passive: idle threads sleep",
                      .family = "openmp",
                      .simplicity = 22,
                      .external_runtime = true,
                      .environment = {{variable, value}}};

#if CROSSOVER_WITH_OPENMP

std::unique_ptr<Crew> start(Workload& workload, const Setup& setup) {
  const char* policy = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe)
  if (policy == nullptr || std::string_view(policy) != value) {
    throw Unavailable("needs a process that begins with OMP_WAIT_POLICY=passive");
  }
  return std::make_unique<OpenmpStaticCrew>(workload, setup);
}

const AddStrategy openmp_passive{traits, start};

#else

const AddStrategy openmp_passive{unavailable(traits, "built without OpenMP")};

#endif

}  // namespace
}  // namespace crossover
