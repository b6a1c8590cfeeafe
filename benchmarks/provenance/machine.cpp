// The machine as its kernel shows it, whether or not this process may use all of it.

#include <sys/utsname.h>
#include <boost/interprocess/mapped_region.hpp>

#include <functional>
#include <iterator>
#include <map>
#include <set>

#include "benchmarks/provenance/hypervisor.hpp"
#include "benchmarks/provenance/provenance.hpp"
#include "benchmarks/provenance/topology.hpp"
#include "crossover/arena.hpp"
#include "src/system/caches.hpp"
#include "src/system/cpus.hpp"
#include "src/system/memory.hpp"
#include "src/system/system_file.hpp"

namespace crossover {
namespace {

namespace fs = std::filesystem;

std::string number(std::optional<unsigned> count) {
  return count ? std::to_string(*count) : std::string(not_measured);
}

/// x86 names the model in /proc/cpuinfo, small Arm boards in the device tree; of Arm servers there
/// are the numbers of who designed the core and of the core (Arm ARM, MIDR_EL1).
std::optional<std::string> cpu_model(const fs::path& root) {
  const std::string cpus = read_text(root / "proc/cpuinfo").value_or("");
  if (auto model = find_value(cpus, "model name")) {
    return model;
  }
  if (auto board = read_text(root / "sys/firmware/devicetree/base/model")) {
    return board;
  }
  const auto designer = find_value(cpus, "CPU implementer");
  const auto core = find_value(cpus, "CPU part");
  return designer && core ? std::optional("Arm " + *designer + " " + *core) : std::nullopt;
}

/// "aarch64": all that can be said of a processor without a model's name.
std::string architecture() {
  utsname name{};
  return uname(&name) == 0 ? std::data(name.machine) : "unknown";
}

/// Simultaneous multithreading, as the kernel sees it: a hypervisor may hide it.
std::string smt(const fs::path& root) {
  const auto active = read_number(root / "sys/devices/system/cpu/smt/active");
  return !active ? std::string(not_measured) : *active == 0 ? "off" : "on";
}

/// "48 KiB x 8, 32 KiB x 4": the size of one and how many there are, the largest first.
std::string caches_of_level(const fs::path& root, unsigned level) {
  std::map<std::uint64_t, std::set<std::string>, std::greater<>> sharers_by_size;
  for (const auto& caches : caches_by_cpu(root)) {
    for (const auto& cache : caches) {
      if (cache.level == level) {
        sharers_by_size[cache.bytes].insert(cache.cpus);
      }
    }
  }
  std::string text;
  for (const auto& [bytes, sharers] : sharers_by_size) {
    text +=
        (text.empty() ? "" : ", ") + binary_size(bytes) + " x " + std::to_string(sharers.size());
  }
  return or_not_measured(text);
}

std::string memory(const fs::path& root) {
  const auto kibibytes = find_number(read_text(root / "proc/meminfo").value_or(""), "MemTotal");
  return kibibytes ? binary_size(*kibibytes * 1024) : std::string(not_measured);
}

/// How workloads find their memory: as an arena of one page does.
std::string memory_placement() {
  try {
    return Arena(boost::interprocess::mapped_region::get_page_size()).placement().words;
  } catch (const ArenaError&) {
    return std::string(not_measured);
  }
}

}  // namespace

Facts machine_facts(const fs::path& root) {
  const auto model = cpu_model(root);
  const auto topology = read_topology();
  return {{"machine", machine_slug(model.value_or(architecture()), effective_cpus())},
          {"cpu_model", or_not_measured(model)},
          {"sockets", number(topology.sockets)},
          {"cores", number(topology.cores)},
          {"hardware_threads", number(topology.hardware_threads)},
          {"smt", smt(root)},
          {"numa_nodes", number(topology.numa_nodes)},
          {"l1d_cache", caches_of_level(root, 1)},
          {"l2_cache", caches_of_level(root, 2)},
          {"l3_cache", caches_of_level(root, 3)},
          {"memory", memory(root)},
          {"memory_placement", memory_placement()},
          {"hypervisor", or_not_measured(hypervisor(root))}};
}

}  // namespace crossover
