#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace crossover {

/// The hypervisor under this machine ("KVM"), "none" if the processor says that there is none, or
/// std::nullopt where nobody tells. `root` is where sys is: "/" but in tests.
std::optional<std::string> hypervisor(const std::filesystem::path& root = "/");

/// The common name of a hypervisor that signs itself so in the processor's CPUID leaf 0x40000000
/// ("KVMKVMKVM"); an unknown signature is its own name.
std::string hypervisor_of_signature(std::string_view signature);

}  // namespace crossover
