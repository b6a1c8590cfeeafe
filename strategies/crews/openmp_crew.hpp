#pragma once

#include <omp.h>

#include <string>

#include "crossover/sliced_crew.hpp"
#include "src/system/openmp_runtime.hpp"

namespace crossover {

/// A crew on OpenMP's threads, which the runtime starts with the first run.
class OpenmpCrew : public SlicedCrew {
 public:
  using SlicedCrew::SlicedCrew;
  OpenmpCrew(const OpenmpCrew&) = delete;
  OpenmpCrew& operator=(const OpenmpCrew&) = delete;
  OpenmpCrew(OpenmpCrew&&) = delete;
  OpenmpCrew& operator=(OpenmpCrew&&) = delete;

  /// Asks the runtime to end its threads: libgomp does; libomp 14 keeps them asleep, and aborts
  /// later if asked harder.
  ~OpenmpCrew() override { omp_pause_resource_all(omp_pause_soft); }

  [[nodiscard]] std::string runtime() const final {
    const auto found = openmp_runtime();
    return found ? found->name() : "OpenMP runtime not known";
  }
};

/// Equal shares, decided in advance.
class OpenmpStaticCrew final : public OpenmpCrew {
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

}  // namespace crossover
