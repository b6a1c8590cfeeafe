#pragma once

#include <sched.h>

#include <cstddef>
#include <vector>

#include "src/system/system_failure.hpp"

namespace crossover {

/// Keeps the calling thread, and what it starts meanwhile, on one of the CPUs that it may use:
/// `place` 0 is the first of them, 1 the second, after the last comes the first again.
class OnOneCpu {
 public:
  explicit OnOneCpu(std::size_t place) {
    if (::sched_getaffinity(0, sizeof(before_), &before_) != 0) {
      throw system_failure("sched_getaffinity");
    }
    std::vector<std::size_t> cpus;
    for (std::size_t cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
      if (CPU_ISSET(cpu, &before_)) {
        cpus.push_back(cpu);
      }
    }
    cpu_set_t one{};
    CPU_SET(cpus[place % cpus.size()], &one);
    if (::sched_setaffinity(0, sizeof(one), &one) != 0) {
      throw system_failure("sched_setaffinity");
    }
  }
  OnOneCpu(const OnOneCpu&) = delete;
  OnOneCpu& operator=(const OnOneCpu&) = delete;
  OnOneCpu(OnOneCpu&&) = delete;
  OnOneCpu& operator=(OnOneCpu&&) = delete;
  ~OnOneCpu() { ::sched_setaffinity(0, sizeof(before_), &before_); }

 private:
  cpu_set_t before_{};
};

}  // namespace crossover
