#pragma once

#include <cstddef>
#include <cstdint>

namespace crossover {

/// How results are written to memory.
enum class Store {
  ordinary,   ///< through the caches, where the next reader finds them
  streaming,  ///< around the caches: no line is read before it is overwritten. For results that do
              ///< not fit into them. Only where `has_streaming_stores`.
};

#if defined(__x86_64__)
inline constexpr bool has_streaming_stores = true;
#else
inline constexpr bool has_streaming_stores = false;
#endif

/// The arithmetic of all workloads, written once and compiled for several instruction sets, so that
/// no strategy has a better copy. All pointers are aligned to their type; nothing here throws.
struct Kernels {
  const char* instruction_set;

  /// out[i] for i in [first, last): with x = i + 1, y = x * x, then `intensity` - 1 times
  /// y = y * y + x; modulo 2^64. `intensity` is at least 1.
  void (*squares)(std::uint64_t* out, std::size_t first, std::size_t last, unsigned intensity,
                  Store store);

  /// out[i] = value for i in [first, last).
  void (*fill)(std::uint64_t* out, std::size_t first, std::size_t last, std::uint64_t value,
               Store store);

  /// to[i] = from[i] for i in [first, last).
  void (*copy)(std::uint64_t* to, const std::uint64_t* from, std::size_t first, std::size_t last,
               Store store);

  /// `multiplies_per_chain` dependent multiplications in each of `multiply_chains` independent
  /// chains, kept in registers; the result depends on all of them.
  std::uint64_t (*multiply)(std::uint64_t seed, std::size_t multiplies_per_chain);
};

/// Chains of `Kernels::multiply`: enough to keep every multiplier of a core busy.
inline constexpr std::size_t multiply_chains = 64;

/// The kernels for the best instruction set that this processor and operating system offer.
const Kernels& kernels();

}  // namespace crossover
