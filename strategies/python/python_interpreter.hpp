#pragma once

#include <string>

namespace crossover {

/// $CROSSOVER_PYTHON, else what `python3` on PATH is, of version 3.8 or later. Throws Unavailable
/// if there is none.
[[nodiscard]] std::string python_interpreter();

}  // namespace crossover
