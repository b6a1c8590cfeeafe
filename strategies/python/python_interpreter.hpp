#pragma once

#include <string>

namespace crossover {

/// $CROSSOVER_PYTHON, else what `python3` on PATH is, of version 3.8 or later. Throws
/// std::runtime_error if there is none; its words begin with "unavailable: ".
[[nodiscard]] std::string python_interpreter();

}  // namespace crossover
