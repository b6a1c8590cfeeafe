// Compiled with -march=native: includes nothing that has inline functions.
#include "benchmarks/kernels/native_squares.hpp"

namespace crossover {

void native_squares(std::uint64_t* out, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    out[i] = (i + 1) * (i + 1);
  }
}

}  // namespace crossover
