#include "benchmarks/provenance/hypervisor.hpp"

#include <array>
#include <cstring>
#include <utility>

#include "src/system/system_file.hpp"

#if defined(__x86_64__)
#include <cpuid.h>

namespace crossover {

/// Leaf 1, bit 31 of ECX is never set on bare metal. Then leaf 0x40000000 has a signature of twelve
/// characters in EBX, ECX and EDX: the kernel's virt/kvm/x86/cpuid.rst.
static std::optional<std::string> processor_says() {
  constexpr unsigned under_hypervisor = 1U << 31U;
  unsigned eax = 0;
  std::array<unsigned, 3> words{};
  auto& [ebx, ecx, edx] = words;
  if (__get_cpuid(1, &eax, &ebx, &ecx, &edx) == 0) {
    return std::nullopt;
  }
  if ((ecx & under_hypervisor) == 0) {
    return "none";
  }
  __cpuid(0x40000000U, eax, ebx, ecx, edx);
  std::array<char, sizeof words + 1> signature{};  // the last stays 0
  std::memcpy(signature.data(), words.data(), sizeof words);
  return hypervisor_of_signature(signature.data());
}

}  // namespace crossover
#else
namespace crossover {

static std::optional<std::string> processor_says() { return std::nullopt; }

}  // namespace crossover
#endif

namespace crossover {

std::optional<std::string> hypervisor(const std::filesystem::path& root) {
  // Xen speaks for itself, also to guests without CPUID.
  if (auto type = read_text(root / "sys/hypervisor/type")) {
    return type;
  }
  if (auto answer = processor_says()) {
    return answer;
  }
  // The firmware's name of the product is that of a machine on bare metal and that of the
  // hypervisor on most others: a reader can tell, this program cannot.
  if (const auto product = read_text(root / "sys/class/dmi/id/product_name")) {
    return "product: " + *product;
  }
  return std::nullopt;
}

std::string hypervisor_of_signature(std::string_view signature) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> names{{
      {"KVMKVMKVM", "KVM"},
      {"Linux KVM Hv", "KVM"},
      {"Microsoft Hv", "Hyper-V"},
      {"VMwareVMware", "VMware"},
      {"XenVMMXenVMM", "Xen"},
      {"TCGTCGTCGTCG", "QEMU without KVM"},
      {"VBoxVBoxVBox", "VirtualBox"},
      {"bhyve bhyve ", "bhyve"},
  }};
  for (const auto& [signed_as, name] : names) {
    if (signature == signed_as) {
      return std::string(name);
    }
  }
  return signature.empty() ? "unnamed" : std::string(signature);
}

}  // namespace crossover
