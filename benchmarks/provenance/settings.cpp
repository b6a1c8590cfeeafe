// Settings of kernel and processor that change what the same program does on the same machine.

#include <sys/utsname.h>

#include <iterator>
#include <set>
#include <sstream>

#include "benchmarks/provenance/provenance.hpp"
#include "src/system/system_file.hpp"

namespace crossover {
namespace {

namespace fs = std::filesystem;

std::string kernel() {
  utsname name{};
  if (uname(&name) != 0) {
    return std::string(not_measured);
  }
  std::ostringstream text;
  text << std::data(name.sysname) << ' ' << std::data(name.release) << ' '
       << std::data(name.machine);
  return text.str();
}

/// Every governor in use: processors can have different ones.
std::string cpu_governor(const fs::path& cpus) {
  std::set<std::string> governors;
  for (const auto cpu : numbered_entries(cpus, "cpu")) {
    if (const auto governor =
            read_text(cpus / ("cpu" + std::to_string(cpu)) / "cpufreq/scaling_governor")) {
      governors.insert(*governor);
    }
  }
  std::string text;
  for (const auto& governor : governors) {
    text += (text.empty() ? "" : ", ") + governor;
  }
  return or_not_measured(text);
}

/// The two switches of Linux say it the opposite way round: admin-guide/pm/intel_pstate.rst and
/// admin-guide/pm/cpufreq.rst.
std::string turbo(const fs::path& cpus) {
  if (const auto off = read_number(cpus / "intel_pstate/no_turbo")) {
    return *off == 0 ? "on" : "off";
  }
  if (const auto on = read_number(cpus / "cpufreq/boost")) {
    return *on == 0 ? "off" : "on";
  }
  return std::string(not_measured);
}

std::string chosen(const fs::path& file) {
  return or_not_measured(find_chosen(read_text(file).value_or("")));
}

}  // namespace

Facts setting_facts(const fs::path& root) {
  const auto cpus = root / "sys/devices/system/cpu";
  const auto huge_pages = root / "sys/kernel/mm/transparent_hugepage";
  return {{"kernel", kernel()},
          {"cpu_governor", cpu_governor(cpus)},
          {"turbo", turbo(cpus)},
          {"huge_pages", chosen(huge_pages / "enabled")},
          {"huge_pages_shared_memory", chosen(huge_pages / "shmem_enabled")},
          {"clock_source",
           or_not_measured(read_text(
               root / "sys/devices/system/clocksource/clocksource0/current_clocksource"))}};
}

}  // namespace crossover
