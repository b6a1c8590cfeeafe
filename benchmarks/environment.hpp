#pragma once

#include "benchmarks/plan.hpp"

namespace crossover {

/// With any OMP_PROC_BIND, OpenMP's runtimes pin the main thread before `main`, and what it starts
/// inherits that: every strategy would get one CPU. Throws UsageError if it is so.
void refuse_pinned_main_thread();

/// Some runtimes read their settings once, when the program starts. If one strategy has all rows
/// and wants such settings that are not there, executes this program anew with them and does not
/// return. Throws std::system_error.
void execute_with_environment_of(const Plan& rows, char** argv);

}  // namespace crossover
