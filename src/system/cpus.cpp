#include "src/system/cpus.hpp"

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <memory>

#include "src/system/cgroup.hpp"
#include "src/system/system_failure.hpp"
#include "src/system/system_file.hpp"

namespace crossover {
namespace {

struct FreeCpuSet {
  void operator()(cpu_set_t* set) const { CPU_FREE(set); }
};
using CpuSet = std::unique_ptr<cpu_set_t, FreeCpuSet>;

/// Not sysconf first: between two versions of glibc it has answered with the affinity mask.
unsigned online_cpus() {
  const auto list = read_text("/sys/devices/system/cpu/online");
  const unsigned listed = list ? count_cpus(*list) : 0;
  if (listed > 0) {
    return listed;
  }
  return static_cast<unsigned>(std::max(1L, sysconf(_SC_NPROCESSORS_ONLN)));
}

}  // namespace

unsigned CpuBudget::effective() const {
  const double cpus = std::min<double>(affinity, quota.value_or(affinity));
  return std::max(1U, static_cast<unsigned>(cpus));
}

CpuBudget cpu_budget() {
  const auto cpus = allowed_cpus();
  return {.online = online_cpus(),
          .affinity = static_cast<unsigned>(cpus.size()),
          .affinity_list = cpu_list(cpus),
          .quota = Cgroup().cpu_quota()};
}

unsigned effective_cpus() { return cpu_budget().effective(); }

std::vector<unsigned> allowed_cpus() {
  // The kernel answers EINVAL while the mask is smaller than its own, whose size it does not tell:
  // sched_setaffinity(2). A plain cpu_set_t ends at 1024 CPUs.
  constexpr unsigned most = 1U << 20U;
  for (unsigned capacity = CPU_SETSIZE; capacity <= most; capacity *= 2) {
    const CpuSet set(CPU_ALLOC(capacity));
    if (!set) {
      break;
    }
    const std::size_t bytes = CPU_ALLOC_SIZE(capacity);
    if (::sched_getaffinity(0, bytes, set.get()) == 0) {
      std::vector<unsigned> cpus;
      for (unsigned cpu = 0; cpu < capacity; ++cpu) {
        if (CPU_ISSET_S(cpu, bytes, set.get())) {
          cpus.push_back(cpu);
        }
      }
      return cpus;
    }
    if (errno != EINVAL) {
      break;
    }
  }
  throw system_failure("cannot read which CPUs this process may use (sched_getaffinity)");
}

bool allow_cpus(const std::vector<unsigned>& cpus) noexcept {
  const std::size_t capacity = cpus.empty() ? 1 : cpus.back() + 1;
  const CpuSet set(CPU_ALLOC(capacity));
  if (!set) {
    return false;
  }
  const std::size_t bytes = CPU_ALLOC_SIZE(capacity);
  CPU_ZERO_S(bytes, set.get());
  for (const unsigned cpu : cpus) {
    CPU_SET_S(cpu, bytes, set.get());
  }
  return ::sched_setaffinity(0, bytes, set.get()) == 0;
}

std::string cpu_list(const std::vector<unsigned>& cpus) {
  std::string list;
  for (std::size_t first = 0; first < cpus.size();) {
    std::size_t last = first;
    while (last + 1 < cpus.size() && cpus[last + 1] == cpus[last] + 1) {
      ++last;
    }
    if (!list.empty()) {
      list += ',';
    }
    list += std::to_string(cpus[first]);
    if (last > first) {
      list += '-' + std::to_string(cpus[last]);
    }
    first = last + 1;
  }
  return list;
}

unsigned count_cpus(std::string_view list) {
  std::uint64_t count = 0;
  while (!list.empty()) {
    const auto part = list.substr(0, list.find(','));
    list.remove_prefix(std::min(part.size() + 1, list.size()));
    const auto first = parse_number(part);
    if (!first) {
      continue;
    }
    const auto dash = part.find('-');
    const auto last = dash == std::string_view::npos ? first : parse_number(part.substr(dash + 1));
    if (last && *last >= *first) {
      count += *last - *first + 1;
    }
  }
  return static_cast<unsigned>(count);
}

}  // namespace crossover
