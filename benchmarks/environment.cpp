#include "benchmarks/environment.hpp"

#include <cstdlib>
#include <string>

#include "benchmarks/command_line/options.hpp"
#include "src/system/openmp_runtime.hpp"

namespace crossover {

namespace {

/// Which of the settings that bind threads is there: the program's user may not have set it.
std::string settings_that_bind() {
  std::string all;
  for (const char* name :
       {"OMP_PROC_BIND", "OMP_PLACES", "GOMP_CPU_AFFINITY", "KMP_AFFINITY", "KMP_HW_SUBSET"}) {
    if (std::getenv(name) != nullptr) {  // NOLINT(concurrency-mt-unsafe)
      all.append(all.empty() ? "" : " and ").append(name);
    }
  }
  return all.empty() ? "a setting of OpenMP" : all;
}

}  // namespace

void refuse_pinned_main_thread() {
  if (openmp_binds_threads()) {
    throw UsageError(settings_that_bind() +
                     " has OpenMP pin the main thread, and with it the workers of every strategy, "
                     "to a place: unset it, and use taskset to choose CPUs");
  }
}

}  // namespace crossover
