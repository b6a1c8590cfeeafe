// What this process may use of the machine, and how busy others keep it.

#include <sstream>

#include "benchmarks/provenance/provenance.hpp"
#include "src/system/cgroup.hpp"
#include "src/system/cpus.hpp"
#include "src/system/system_file.hpp"

namespace crossover {
namespace {

/// No limit found means "none" only where our cgroup could be seen.
std::string none_if(bool visible) { return visible ? "none" : std::string(not_measured); }

std::string words_for(double cpus) {
  std::ostringstream text;
  text << cpus << (cpus == 1 ? " CPU" : " CPUs");
  return text.str();
}

/// The first three fields: over 1, 5 and 15 minutes: proc(5).
std::string load_average() {
  std::istringstream fields(read_text("/proc/loadavg").value_or(""));
  std::string one;
  std::string five;
  std::string fifteen;
  if (!(fields >> one >> five >> fifteen)) {
    return std::string(not_measured);
  }
  return one + ' ' + five + ' ' + fifteen;
}

}  // namespace

Facts limit_facts() {
  const auto cpus = cpu_budget();
  const Cgroup cgroup;
  const auto memory = cgroup.memory_limit();
  return {{"online_cpus", std::to_string(cpus.online)},
          {"affinity_mask", cpus.affinity_list},
          {"cgroup_quota", cpus.quota ? words_for(*cpus.quota) : none_if(cgroup.cpu_visible())},
          {"effective_cpus", std::to_string(cpus.effective())},
          {"memory_limit", memory ? binary_size(*memory) : none_if(cgroup.memory_visible())},
          {"load_average", load_average()}};
}

}  // namespace crossover
