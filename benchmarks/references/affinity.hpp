#pragma once

#include <cstddef>
#include <vector>

#include "src/system/cpus.hpp"
#include "src/system/system_failure.hpp"

namespace crossover {

/// Keeps the calling thread, and what it starts meanwhile, on one of the CPUs that it may use:
/// `place` 0 is the first of them, 1 the second, after the last comes the first again.
class OnOneCpu {
 public:
  explicit OnOneCpu(std::size_t place) {
    if (!allow_cpus({before_[place % before_.size()]})) {
      throw system_failure("sched_setaffinity");
    }
  }
  OnOneCpu(const OnOneCpu&) = delete;
  OnOneCpu& operator=(const OnOneCpu&) = delete;
  OnOneCpu(OnOneCpu&&) = delete;
  OnOneCpu& operator=(OnOneCpu&&) = delete;
  ~OnOneCpu() { allow_cpus(before_); }

 private:
  std::vector<unsigned> before_ = allowed_cpus();
};

}  // namespace crossover
