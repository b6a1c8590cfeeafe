#pragma once

#include <string>

namespace crossover {

/// Everything in the catalogues, a line each, and why what cannot be used cannot.
[[nodiscard]] std::string listing();

}  // namespace crossover
