#include "benchmarks/provenance/provenance.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "benchmarks/provenance/hypervisor.hpp"
#include "benchmarks/provenance/topology.hpp"
#include "src/system/cpus.hpp"
#include "tests/fake_root.hpp"

namespace crossover {
namespace {

std::map<std::string, std::string> by_key(const Facts& facts) {
  return {facts.begin(), facts.end()};
}

TEST(Provenance, SaysEachThingOnceAndNeverNothing) {
  std::set<std::string> keys;
  for (const auto& [key, value] : provenance()) {
    EXPECT_TRUE(keys.insert(key).second) << key;
    EXPECT_FALSE(value.empty()) << key;
  }
  for (const auto* key : {"crossover_version",
                          "commit",
                          "compiler",
                          "compiler_flags",
                          "build_type",
                          "google_benchmark_version",
                          "boost_version",
                          "onetbb_version",
                          "openmp_runtime",
                          "openmp_wait_policy",
                          "c_library",
                          "machine",
                          "cpu_model",
                          "sockets",
                          "cores",
                          "hardware_threads",
                          "smt",
                          "numa_nodes",
                          "l1d_cache",
                          "l2_cache",
                          "l3_cache",
                          "cpu_governor",
                          "turbo",
                          "hypervisor",
                          "kernel",
                          "huge_pages",
                          "clock_source",
                          "online_cpus",
                          "affinity_mask",
                          "cgroup_quota",
                          "effective_cpus",
                          "memory",
                          "memory_limit",
                          "memory_placement",
                          "load_average"}) {
    EXPECT_TRUE(keys.contains(key)) << key;
  }
}

TEST(Provenance, LeavesToGoogleBenchmarkWhatItWritesItself) {
  for (const auto& [key, value] : provenance()) {
    for (const auto* taken : {"date", "host_name", "executable", "num_cpus", "mhz_per_cpu",
                              "cpu_scaling_enabled", "caches", "load_avg", "library_build_type"}) {
      EXPECT_NE(key, taken);
    }
  }
}

TEST(Provenance, AgreesWithTheBudget) {
  const auto facts = by_key(limit_facts());
  EXPECT_EQ(facts.at("effective_cpus"), std::to_string(effective_cpus()));
  EXPECT_EQ(facts.at("affinity_mask"), cpu_budget().affinity_list);
}

TEST(Provenance, OfAMachineThatTellsNothingIsNotMeasured) {
  const FakeRoot root;
  const auto machine = by_key(machine_facts(root.folder()));
  for (const auto* key : {"cpu_model", "smt", "l1d_cache", "l2_cache", "l3_cache", "memory"}) {
    EXPECT_EQ(machine.at(key), not_measured) << key;
  }
  const auto settings = by_key(setting_facts(root.folder()));
  for (const auto* key :
       {"cpu_governor", "turbo", "huge_pages", "huge_pages_shared_memory", "clock_source"}) {
    EXPECT_EQ(settings.at(key), not_measured) << key;
  }
}

/// Whose cores have numbers instead of names: one for each, or all of them were one machine.
TEST(Provenance, ServersWithArmAreToldApart) {
  const FakeRoot root;
  root.write("proc/cpuinfo", "processor\t: 0\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n");
  EXPECT_EQ(by_key(machine_facts(root.folder())).at("cpu_model"), "Arm 0x41 0xd0c");
}

TEST(Provenance, ReadsTheMachine) {
  const FakeRoot root;
  root.write("proc/cpuinfo", "model\t\t: 2\nmodel name\t: Some CPU @ 2.40GHz\nflags\t\t: fpu\n");
  root.write("proc/meminfo", "MemTotal:        2097152 kB\nMemFree: 1 kB\n");
  root.write("sys/devices/system/cpu/smt/active", "1\n");
  for (const auto* cpu : {"cpu0", "cpu1"}) {
    const auto folder = std::string("sys/devices/system/cpu/") + cpu + "/cache/index0/";
    root.write(folder + "level", "1\n");
    root.write(folder + "type", "Data\n");
    root.write(folder + "size", "48K\n");
    root.write(folder + "shared_cpu_list", std::string(cpu).substr(3) + "\n");
  }
  const auto facts = by_key(machine_facts(root.folder()));
  EXPECT_EQ(facts.at("cpu_model"), "Some CPU @ 2.40GHz");
  EXPECT_TRUE(facts.at("machine").starts_with("some-")) << facts.at("machine");
  EXPECT_EQ(facts.at("memory"), "2 GiB");
  EXPECT_EQ(facts.at("smt"), "on");
  EXPECT_EQ(facts.at("l1d_cache"), "48 KiB x 2");
  EXPECT_EQ(facts.at("l2_cache"), not_measured);
}

TEST(Provenance, ReadsTheSettings) {
  const FakeRoot root;
  root.write("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n");
  root.write("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "performance\n");
  root.write("sys/devices/system/cpu/cpu2/cpufreq/scaling_governor", "performance\n");
  root.write("sys/devices/system/cpu/intel_pstate/no_turbo", "1\n");
  root.write("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n");
  root.write("sys/kernel/mm/transparent_hugepage/shmem_enabled",
             "always within_size [advise] never deny force\n");
  root.write("sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc\n");
  const auto facts = by_key(setting_facts(root.folder()));
  EXPECT_EQ(facts.at("cpu_governor"), "performance, powersave");
  EXPECT_EQ(facts.at("turbo"), "off");
  EXPECT_EQ(facts.at("huge_pages"), "madvise");
  EXPECT_EQ(facts.at("huge_pages_shared_memory"), "advise");
  EXPECT_EQ(facts.at("clock_source"), "tsc");
}

TEST(Provenance, KnowsTheOtherTurboSwitch) {
  const FakeRoot root;
  root.write("sys/devices/system/cpu/cpufreq/boost", "1\n");
  EXPECT_EQ(by_key(setting_facts(root.folder())).at("turbo"), "on");
}

TEST(MachineSlug, KeepsWhatTellsProcessorsApart) {
  EXPECT_EQ(machine_slug("AMD EPYC", 2), "amd-epyc-2-cpus");
  EXPECT_EQ(machine_slug("AMD EPYC 7763 64-Core Processor", 1), "amd-epyc-7763-1-cpu");
  EXPECT_EQ(machine_slug("Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz", 28),
            "intel-xeon-e5-2680-v4-28-cpus");
  EXPECT_EQ(machine_slug("12th Gen Intel(R) Core(TM) i7-12700K", 20),
            "12th-gen-intel-core-i7-12700k-20-cpus");
  EXPECT_EQ(machine_slug("Raspberry Pi 4 Model B Rev 1.1", 4),
            "raspberry-pi-4-model-b-rev-1-1-4-cpus");
}

TEST(MachineSlug, IsSafeAsTheNameOfAFolder) {
  EXPECT_EQ(machine_slug("../../etc/passwd", 4), "etc-passwd-4-cpus");
  EXPECT_EQ(machine_slug("</script> \xC3\xA4", 4), "script-4-cpus");
  EXPECT_EQ(machine_slug("", 4), "4-cpus");
}

TEST(BinarySize, IsExactOrToOneDecimal) {
  EXPECT_EQ(binary_size(0), "0 B");
  EXPECT_EQ(binary_size(1023), "1023 B");
  EXPECT_EQ(binary_size(49152), "48 KiB");
  EXPECT_EQ(binary_size(1572864), "1.5 MiB");
  EXPECT_EQ(binary_size(std::uint64_t{1} << 50U), "1024 TiB");
}

TEST(Topology, CountsAMadeUpMachine) {
  const auto topology = read_topology_of("pack:2 numa:1 core:4 pu:2");
  EXPECT_EQ(topology.sockets, 2U);
  EXPECT_EQ(topology.numa_nodes, 2U);
  EXPECT_EQ(topology.cores, 8U);
  EXPECT_EQ(topology.hardware_threads, 16U);
}

TEST(Topology, OfNonsenseIsUnknown) {
  EXPECT_EQ(read_topology_of("nonsense").hardware_threads, std::nullopt);
}

TEST(Hypervisor, HasAName) {
  EXPECT_EQ(hypervisor_of_signature("KVMKVMKVM"), "KVM");
  EXPECT_EQ(hypervisor_of_signature("Microsoft Hv"), "Hyper-V");
  EXPECT_EQ(hypervisor_of_signature("SomethingNew"), "SomethingNew");
}

TEST(Hypervisor, XenSpeaksForItself) {
  const FakeRoot root;
  root.write("sys/hypervisor/type", "xen\n");
  EXPECT_EQ(hypervisor(root.folder()), "xen");
}

}  // namespace
}  // namespace crossover
