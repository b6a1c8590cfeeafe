#pragma once

#include <string>

namespace crossover {

/// Everything in the catalogues, a line each, and why what cannot be used cannot.
[[nodiscard]] std::string catalogue_text();

}  // namespace crossover
