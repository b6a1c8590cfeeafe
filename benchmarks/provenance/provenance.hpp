#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Where numbers come from: everything about program and machine that may explain them, as pairs of
/// key and value for the `context` of Google Benchmark's JSON. That library itself writes the date,
/// the host's name and the program's path there.
namespace crossover {

using Facts = std::vector<std::pair<std::string, std::string>>;

/// The value of what cannot be read or told. Never 0 or nothing, which could be taken for a fact.
inline constexpr std::string_view not_measured = "not measured";

/// All of them but the files', each key once.
Facts provenance();

/// Its parts. `root` is where proc and sys are: "/" but in tests.
Facts build_facts();  ///< the program, its compiler and the libraries it runs on
Facts machine_facts(const std::filesystem::path& root = "/");  ///< processor, caches, memory
Facts setting_facts(const std::filesystem::path& root = "/");  ///< of kernel and processor
/// What lies under a folder where files are kept. No path of the machine stands in it.
Facts file_facts(const std::filesystem::path& folder, const std::filesystem::path& root = "/");
Facts limit_facts();  ///< what this process may use of the machine, and what else runs on it

/// A name for a folder of recordings: `amd-epyc-7763-64-cpus`. Made of [a-z0-9-].
std::string machine_slug(std::string_view cpu_model, unsigned cpus);

/// "48 KiB", "1.5 MiB": exact, or to one decimal.
std::string binary_size(std::uint64_t bytes);

std::string or_not_measured(const std::optional<std::string>& value);

}  // namespace crossover
