#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

/// Sleeping on a 32-bit word of memory that threads or processes share: futex(2), and where there
/// is none std::atomic::wait.
namespace crossover {

/// A time limit that never comes. Not for a word shared with other processes: std::atomic::wait
/// knows of this process only.
inline constexpr auto no_limit = std::chrono::milliseconds::max();

/// Sleeps until woken, unless `word` is not `expected` to begin with. May also return for no reason
/// or after the time limit: the caller looks at the word again.
void futex_wait(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                std::chrono::milliseconds limit) noexcept;

/// Wakes all that sleep on the word, in this process and others.
void futex_wake_all(std::atomic<std::uint32_t>& word) noexcept;

}  // namespace crossover
