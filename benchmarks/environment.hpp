#pragma once

#include "benchmarks/plan.hpp"

namespace crossover {

/// Some runtimes read their settings once, when the program starts. If one strategy has all rows
/// and wants such settings that are not there, executes this program anew with them and does not
/// return. Throws std::system_error.
void execute_with_environment_of(const Plan& rows, char** argv);

}  // namespace crossover
