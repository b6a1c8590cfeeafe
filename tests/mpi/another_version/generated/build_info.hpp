#pragma once

#include <string_view>

/// Stands in the place of what CMake writes: bench_of_another_version says that it is this one.
namespace crossover::build {

inline constexpr std::string_view version = "0.0.1";
inline constexpr std::string_view commit = "another";

}  // namespace crossover::build
