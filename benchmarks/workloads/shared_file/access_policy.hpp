#pragma once

#include "benchmarks/workloads/shared_file/lock.hpp"
#include "benchmarks/workloads/shared_file/record_files.hpp"

namespace crossover {

/// How workers that want the same file go about it.
struct AccessPolicy {
  Placement placement = Placement::anywhere;
  const LockKind* lock = nullptr;  ///< null: none is taken
};

}  // namespace crossover
