#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

namespace crossover {

/// Adds what is known about program and machine to Google Benchmark's context. Returns the name of
/// this machine.
std::string add_provenance_to_context();

/// Adds what lies under the folder where workloads keep their files.
void add_files_to_context(const std::filesystem::path& folder);

/// The whole context, as Google Benchmark writes it.
[[nodiscard]] nlohmann::ordered_json context();

}  // namespace crossover
