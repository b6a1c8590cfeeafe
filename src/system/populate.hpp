#pragma once

#include <cstddef>

namespace crossover {

/// Gives all pages of a new, writable mapping memory of their own, so that no measurement pays for
/// it: MADV_POPULATE_WRITE, or, before Linux 5.14, a write to each page. Returns 0, or the error
/// (errno) for which there is none; of shared memory in a file, reserve it before where
/// `has_populate` is false, since a write ends in SIGBUS.
[[nodiscard]] int populate_pages(std::byte* start, std::size_t bytes) noexcept;

/// Whether the kernel has MADV_POPULATE_WRITE.
[[nodiscard]] bool has_populate() noexcept;

}  // namespace crossover
