#pragma once

namespace crossover {

/// The levels of the x86-64 psABI that the kernels are compiled for; other processors have `plain`.
enum class InstructionSet { plain, x86_64_v3, x86_64_v4 };

/// What the file that includes this is being compiled for.
#if defined(__AVX512F__) && defined(__AVX512DQ__) && defined(__AVX512VL__)
constexpr InstructionSet compiled_for = InstructionSet::x86_64_v4;
#elif defined(__AVX2__)
constexpr InstructionSet compiled_for = InstructionSet::x86_64_v3;
#else
constexpr InstructionSet compiled_for = InstructionSet::plain;
#endif

}  // namespace crossover
