#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the kernel tells in small text files: /proc, /sys and the cgroup file systems.
/// Absent is std::nullopt everywhere, so that nobody takes "cannot be read" for 0.
namespace crossover {

/// The text up to the first NUL (device-tree strings end in one), without blanks at its end.
std::optional<std::string> read_text(const std::filesystem::path& file);
std::optional<std::uint64_t> read_number(const std::filesystem::path& file);

/// The numbers n of all entries "<prefix>n" in a folder, ascending; none if it cannot be read. They
/// are processes, threads, CPUs, caches.
std::vector<unsigned> numbered_entries(const std::filesystem::path& folder,
                                       std::string_view prefix = "");

/// The decimal number that `text` starts with; what follows it (a unit, another field) is ignored.
std::optional<std::uint64_t> parse_number(std::string_view text);

/// The value in the first line "key value", "key: value" or "key\t: value".
std::optional<std::string> find_value(std::string_view text, std::string_view key);
std::optional<std::uint64_t> find_number(std::string_view text, std::string_view key);

/// The one in force of choices that stand in one line: "always [madvise] never". A single word
/// stands for itself.
std::optional<std::string> find_chosen(std::string_view text);

}  // namespace crossover
