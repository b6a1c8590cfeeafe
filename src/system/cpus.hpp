#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crossover {

/// Every limit on how many CPUs this process may use at the same time. Libraries disagree on it:
/// std::thread::hardware_concurrency() ignores some limits that OpenMP and TBB keep, and the
/// reverse. So it is asked here, once, and passed to every strategy.
struct CpuBudget {
  /// CPUs that the kernel has online.
  unsigned online = 1;
  /// CPUs in the affinity mask of the calling thread, which the threads and processes that it
  /// starts inherit. A cpuset cgroup is part of it: sched_setaffinity(2).
  unsigned affinity = 1;
  /// The mask in the kernel's list format: "0-1,4".
  std::string affinity_list;
  /// CPUs' worth of time that the cgroups allow; std::nullopt: no limit found.
  std::optional<double> quota;

  /// At least 1, at most `affinity`. A fraction of a CPU is rounded down: with a quota of 1.5, two
  /// workers would use it up together and then both stand still for the rest of each period, and no
  /// measurement of a strategy survives that. One worker never stalls.
  [[nodiscard]] unsigned effective() const;
};

CpuBudget cpu_budget();
unsigned effective_cpus();  ///< of cpu_budget(): what every strategy is given

/// The CPUs that the calling thread may use, ascending. Throws std::system_error.
std::vector<unsigned> allowed_cpus();
/// From now on it, and what it starts, uses these alone. False if the system refuses.
bool allow_cpus(const std::vector<unsigned>& cpus) noexcept;

/// The kernel's list format (cpuset(7)) from ascending numbers, and how many CPUs such a list has.
std::string cpu_list(const std::vector<unsigned>& cpus);
unsigned count_cpus(std::string_view list);

}  // namespace crossover
