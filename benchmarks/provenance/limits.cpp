// What this process may use of the machine, and how busy others keep it.

#include <sstream>

#include "benchmarks/provenance/provenance.hpp"
#include "src/system/anonymous_file.hpp"
#include "src/system/cgroup.hpp"
#include "src/system/child_processes.hpp"
#include "src/system/cpus.hpp"
#include "src/system/populate.hpp"
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

/// What this program would use and has a substitute for, slower or less exact.
std::string missing_calls() {
  std::string all;
  for (const auto& [name, is_there] : {std::pair{"memfd_create", has_memory_files()},
                                       std::pair{"pidfd_open", has_process_handles()},
                                       std::pair{"MADV_POPULATE_WRITE", has_populate()}}) {
    all += is_there ? "" : (all.empty() ? "" : ", ") + std::string(name);
  }
  return all.empty() ? "none" : all;
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
          {"missing_system_calls", missing_calls()},
          {"load_average", load_average()}};
}

}  // namespace crossover
