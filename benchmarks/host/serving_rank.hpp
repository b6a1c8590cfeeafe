#pragma once

#include <string_view>

namespace crossover {

/// Joins the job that this process was launched in, as another rank than 0, and does what rank 0
/// says until it says goodbye: see Ranks. Prints nothing. Ends with the process that has launched
/// it. Throws std::exception.
void serve_rank_zero(std::string_view version);

}  // namespace crossover
