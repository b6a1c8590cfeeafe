# python_ways.hpp: the Python program, so that nothing depends on where it lies.
set(python_program ${CMAKE_SOURCE_DIR}/strategies/python_ways.py)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${python_program})
file(READ ${python_program} python_ways)
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/python_ways.hpp CONTENT [[#pragma once

#include <string_view>

namespace crossover {

/// strategies/python_ways.py; written by CMake.
inline constexpr std::string_view python_ways = R"python(@python_ways@)python";

}  // namespace crossover
]] @ONLY)
