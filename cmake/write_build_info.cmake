# Run by every build; see build_info.cmake.
set(commit "unknown")
find_package(Git QUIET)
if(Git_FOUND)
  execute_process(COMMAND ${GIT_EXECUTABLE} describe --always --dirty --abbrev=12 --exclude=*
    WORKING_DIRECTORY ${source} OUTPUT_VARIABLE described ERROR_QUIET
    OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(described)
    set(commit ${described})
  endif()
endif()
set(processor_features "")
if(EXISTS /proc/cpuinfo)
  file(STRINGS /proc/cpuinfo processor_features REGEX "^(flags|Features)" LIMIT_COUNT 1)
endif()
file(CONFIGURE OUTPUT ${output} CONTENT [[#pragma once

#include <string_view>

/// What this build is; written by CMake.
namespace crossover::build {

inline constexpr std::string_view version = "@version@";
inline constexpr std::string_view commit = "@commit@";
inline constexpr std::string_view compiler = "@compiler@";
inline constexpr std::string_view flags = "@flags@";
inline constexpr std::string_view type = "@type@";
inline constexpr std::string_view benchmark_version = "@benchmark_version@";
/// The line of /proc/cpuinfo that lists the features of the processor that built it.
inline constexpr std::string_view processor_features = R"(@processor_features@)";

}  // namespace crossover::build
]] @ONLY)
