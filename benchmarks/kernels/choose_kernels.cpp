#include "benchmarks/kernels/kernels.hpp"
#include "benchmarks/kernels/kernels_for.hpp"

namespace crossover {

namespace {

const Kernels& best() {
#if defined(__x86_64__)
  __builtin_cpu_init();
  const bool v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
                  __builtin_cpu_supports("fma");
  const bool v4 = v3 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                  __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                  __builtin_cpu_supports("avx512cd");
  if (v4) {
    return kernels_for<InstructionSet::x86_64_v4>();
  }
  if (v3) {
    return kernels_for<InstructionSet::x86_64_v3>();
  }
#endif
  return kernels_for<InstructionSet::plain>();
}

}  // namespace

const Kernels& kernels() {
  static const Kernels& chosen = best();
  return chosen;
}

}  // namespace crossover
