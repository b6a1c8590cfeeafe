#pragma once

#include <cstddef>
#include <cstdint>

namespace crossover {

/// out[i] = (i + 1)^2 for i in [0, n), by a loop left to the compiler. Built with -march=native:
/// for the processor that built it.
void native_squares(std::uint64_t* out, std::size_t n);

}  // namespace crossover
