#pragma once

#include "benchmarks/kernels/instruction_set.hpp"
#include "benchmarks/kernels/kernels.hpp"

namespace crossover {

/// The kernels as compiled for one instruction set, whether or not this processor has it.
template <InstructionSet set>
const Kernels& kernels_for();

}  // namespace crossover
