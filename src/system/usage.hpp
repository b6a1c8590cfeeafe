#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace crossover {

/// What this process and every process below it have used since they began, living, dead or reaped.
/// Subtract two readings for what happened in between.
///
/// Three gaps, all of them the kernel's: of a living child's own reaped children, the CPU time
/// comes in clock ticks (mostly 10 ms) and the context switches only once the child is reaped too;
/// a process whose parent ends before it leaves the tree with all it has used; and children whose
/// end is ignored (SIGCHLD set to SIG_IGN) are never added: wait(2), times(2).
struct Usage {
  std::chrono::nanoseconds cpu{};  ///< user and system
  std::uint64_t page_faults = 0;   ///< minor and major
  std::uint64_t context_switches = 0;

  Usage& operator+=(const Usage& other);
  /// Never below 0, although a process that left the tree may have taken something along.
  Usage operator-(const Usage& earlier) const;
};

Usage usage_of_process_tree();

/// CPU time that all threads of this process but the calling one, and the living processes below
/// it, have used. Sooner read than all usage, and like that never to be read by two at once.
std::chrono::nanoseconds cpu_of_others();

/// Whether a thread of this process but the calling one, or of a process below it, runs or could
/// run if it had a CPU. Clocks would not tell: the time of a thread that does not stop is brought
/// up to date once in some milliseconds. False where the kernel does not tell.
bool are_others_running();

/// Bytes of memory of this process and its living descendants, where a page that n processes share
/// counts 1/n in each (proportional set size); std::nullopt where the kernel does not tell.
std::optional<std::uint64_t> pss_of_process_tree();

}  // namespace crossover
