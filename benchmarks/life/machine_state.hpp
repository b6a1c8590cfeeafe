#pragma once

#include <chrono>
#include <optional>

namespace crossover {

/// How quick the CPUs are that this process has been given, just before a turn. A virtual machine's
/// change from one process to the next; where two states differ, so do the rows between them.
struct MachineState {
  /// See the function below; none: not measured.
  std::optional<double> core_to_core_ns;
  std::optional<double> fixed_work_ns;
};

/// A round trip between threads on two CPUs: one changes a word on which the other spins, that one
/// changes a second word, and the first sees it. Two transfers of a cache line, not halved; the
/// median over batches. The scheduler chooses the two CPUs, as it does for workers, which are not
/// pinned; but they are two: a new thread may share its creator's CPU for longer than this takes.
/// std::nullopt on one CPU, or if the time limit comes first, as where others keep the CPUs busy.
[[nodiscard]] std::optional<double> core_to_core_ns(unsigned effective_cpus,
                                                    std::chrono::nanoseconds limit);

/// A chain of 250,000 multiplications and additions, each in need of the last: a million cycles
/// where these take 3 and 1, whatever the caches do. The least of a few tries, so what remains is
/// the core's clock frequency, and time that the hypervisor steals all along.
[[nodiscard]] double fixed_work_ns();

}  // namespace crossover
