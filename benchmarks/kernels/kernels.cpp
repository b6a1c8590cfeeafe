// Compiled once for each instruction set (see CMakeLists.txt). Includes nothing that has inline
// functions: the linker would keep one copy of them, perhaps one that this processor cannot run.
#include "benchmarks/kernels/kernels.hpp"

#include "benchmarks/kernels/instruction_set.hpp"
#include "benchmarks/kernels/kernels_for.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace crossover {

namespace {

/// As wide as a register: compilers take wider vectors apart, and multiply them item by item. A
/// block has as many independent chains as hide a multiplication's latency and fit into registers.
#if defined(__AVX512F__)
using Vector [[gnu::vector_size(64)]] = std::uint64_t;
constexpr Vector ascending = {0, 1, 2, 3, 4, 5, 6, 7};
constexpr std::size_t vectors_per_block = 8;
#elif defined(__AVX2__)
using Vector [[gnu::vector_size(32)]] = std::uint64_t;
constexpr Vector ascending = {0, 1, 2, 3};
constexpr std::size_t vectors_per_block = 4;
#else
using Vector [[gnu::vector_size(16)]] = std::uint64_t;
constexpr Vector ascending = {0, 1};
constexpr std::size_t vectors_per_block = 4;
#endif
constexpr std::size_t items_per_vector = sizeof(Vector) / sizeof(std::uint64_t);
constexpr std::size_t items_per_block = vectors_per_block * items_per_vector;

constexpr std::size_t line_bytes = 64;  // what streaming stores fill

/// Writes a vector; `place` is aligned to its size if streaming.
template <Store store>
[[gnu::always_inline]] inline void write(std::uint64_t* place, const Vector& vector) {
  if constexpr (store == Store::ordinary) {
    __builtin_memcpy(place, &vector, sizeof vector);
    return;
  }
#if defined(__AVX512F__)
  _mm512_stream_si512(reinterpret_cast<__m512i*>(place), reinterpret_cast<const __m512i&>(vector));
#elif defined(__AVX2__)
  _mm256_stream_si256(reinterpret_cast<__m256i*>(place), reinterpret_cast<const __m256i&>(vector));
#elif defined(__x86_64__)
  _mm_stream_si128(reinterpret_cast<__m128i*>(place), reinterpret_cast<const __m128i&>(vector));
#else
  __builtin_memcpy(place, &vector, sizeof vector);
#endif
}

/// Streaming stores are weakly ordered: without this, whoever is told that the results are there
/// might not see them.
template <Store store>
[[gnu::always_inline]] inline void finish_writing() {
#if defined(__x86_64__)
  if constexpr (store == Store::streaming) {
    _mm_sfence();
  }
#endif
}

/// The first item at or after `first` whose place is aligned for streaming, at most `last`.
template <Store store>
std::size_t first_aligned(const std::uint64_t* out, std::size_t first, std::size_t last) {
  if constexpr (store == Store::streaming) {
    while (first < last && reinterpret_cast<std::uintptr_t>(out + first) % line_bytes != 0) {
      ++first;
    }
  }
  return first;
}

/// Calls `block(i)` for as many whole blocks as there are and `item(i)` for the items around them.
template <Store store, typename Block, typename Item>
[[gnu::always_inline]] inline void for_blocks(const std::uint64_t* out, std::size_t first,
                                              std::size_t last, const Block& block,
                                              const Item& item) {
  const std::size_t aligned = first_aligned<store>(out, first, last);
  std::size_t i = first;
  for (; i < aligned; ++i) {
    item(i);
  }
  for (; last - i >= items_per_block; i += items_per_block) {
    block(i);
  }
  for (; i < last; ++i) {
    item(i);
  }
  finish_writing<store>();
}

template <Store store>
void squares(std::uint64_t* out, std::size_t first, std::size_t last, unsigned intensity) {
  const auto item = [=](std::size_t i) {
    const std::uint64_t x = i + 1;
    std::uint64_t y = x * x;
    for (unsigned round = 1; round < intensity; ++round) {
      y = y * y + x;
    }
    out[i] = y;
  };
  const auto block = [=](std::size_t i) {
    Vector x[vectors_per_block];  // NOLINT(*-avoid-c-arrays): std::array has inline functions
    Vector y[vectors_per_block];  // NOLINT(*-avoid-c-arrays)
#pragma GCC unroll 8
    for (std::size_t k = 0; k < vectors_per_block; ++k) {
      x[k] = ascending + (i + 1 + k * items_per_vector);
      y[k] = x[k] * x[k];
    }
    for (unsigned round = 1; round < intensity; ++round) {
#pragma GCC unroll 8
      for (std::size_t k = 0; k < vectors_per_block; ++k) {
        y[k] = y[k] * y[k] + x[k];
      }
    }
#pragma GCC unroll 8
    for (std::size_t k = 0; k < vectors_per_block; ++k) {
      write<store>(out + i + k * items_per_vector, y[k]);
    }
  };
  for_blocks<store>(out, first, last, block, item);
}

template <Store store>
void fill(std::uint64_t* out, std::size_t first, std::size_t last, std::uint64_t value) {
  const Vector values = Vector{} + value;
  const auto block = [=](std::size_t i) {
#pragma GCC unroll 8
    for (std::size_t k = 0; k < vectors_per_block; ++k) {
      write<store>(out + i + k * items_per_vector, values);
    }
  };
  for_blocks<store>(out, first, last, block, [=](std::size_t i) { out[i] = value; });
}

template <Store store>
void copy(std::uint64_t* to, const std::uint64_t* from, std::size_t first, std::size_t last) {
  const auto block = [=](std::size_t i) {
#pragma GCC unroll 8
    for (std::size_t k = 0; k < vectors_per_block; ++k) {
      Vector values;
      __builtin_memcpy(&values, from + i + k * items_per_vector, sizeof values);
      write<store>(to + i + k * items_per_vector, values);
    }
  };
  for_blocks<store>(to, first, last, block, [=](std::size_t i) { to[i] = from[i]; });
}

std::uint64_t multiply(std::uint64_t seed, std::size_t multiplies_per_chain) {
  static_assert(multiply_chains % items_per_block == 0);
  Vector sum{};
  const Vector x = Vector{} + seed;
  for (std::size_t first = 0; first < multiply_chains; first += items_per_block) {
    Vector y[vectors_per_block];  // NOLINT(*-avoid-c-arrays): std::array has inline functions
#pragma GCC unroll 8
    for (std::size_t k = 0; k < vectors_per_block; ++k) {
      y[k] = ascending + (seed + first + k * items_per_vector);
    }
    for (std::size_t round = 0; round < multiplies_per_chain; ++round) {
#pragma GCC unroll 8
      for (Vector& vector : y) {
        vector = vector * vector + x;
      }
    }
    for (const Vector& vector : y) {
      sum += vector;
    }
  }
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < items_per_vector; ++i) {
    total += sum[i];
  }
  return total;
}

constexpr const char* name_of(InstructionSet set) {
  switch (set) {
    case InstructionSet::x86_64_v4:
      return "x86-64-v4";
    case InstructionSet::x86_64_v3:
      return "x86-64-v3";
    case InstructionSet::plain:
      break;
  }
  return "baseline";
}

}  // namespace

template <>
const Kernels& kernels_for<compiled_for>() {
  static constexpr Kernels kernels{
      .instruction_set = name_of(compiled_for),
      .squares =
          [](std::uint64_t* out, std::size_t first, std::size_t last, unsigned intensity,
             Store store) {
            store == Store::streaming ? squares<Store::streaming>(out, first, last, intensity)
                                      : squares<Store::ordinary>(out, first, last, intensity);
          },
      .fill =
          [](std::uint64_t* out, std::size_t first, std::size_t last, std::uint64_t value,
             Store store) {
            store == Store::streaming ? fill<Store::streaming>(out, first, last, value)
                                      : fill<Store::ordinary>(out, first, last, value);
          },
      .copy =
          [](std::uint64_t* to, const std::uint64_t* from, std::size_t first, std::size_t last,
             Store store) {
            store == Store::streaming ? copy<Store::streaming>(to, from, first, last)
                                      : copy<Store::ordinary>(to, from, first, last);
          },
      .multiply = multiply};
  return kernels;
}

}  // namespace crossover
