#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace crossover {

/// How quick the CPUs are that this process has been given, at this moment. A virtual machine's
/// change from one process to the next; where two probes differ, so do the rows between them.
struct Probe {
  /// A round trip between threads on two CPUs: one changes a word on which the other spins, that
  /// one changes a second word, and the first sees it. Two transfers of a cache line, not halved.
  /// The median over batches. std::nullopt: not measured.
  std::optional<double> core_to_core_ns;
  /// A chain of 250,000 multiplications and additions, each in need of the last: a million cycles
  /// where these take 3 and 1, whatever the caches do. The least of a few tries, so what remains is
  /// the core's clock frequency, and time that the hypervisor steals all along.
  double fixed_work_ns = 0;
};

/// Takes 1 or 2 ms, and 5 ms more if the scheduler does not run the second thread.
[[nodiscard]] Probe probe(unsigned effective_cpus);

/// The two parts. The scheduler chooses the two CPUs, as it does for workers, which are not pinned;
/// but they are two: a new thread may share its creator's CPU for longer than a probe takes.
/// std::nullopt on one CPU, or if the time limit comes first, as where others keep the CPUs busy.
[[nodiscard]] std::optional<double> core_to_core_ns(unsigned effective_cpus,
                                                    std::chrono::nanoseconds limit);
[[nodiscard]] double fixed_work_ns();

/// `{"core_to_core_ns": 88.1, "fixed_work_ns": 1020000.0}`, with null for what was not measured.
[[nodiscard]] std::string to_json(const Probe& probe);

}  // namespace crossover
