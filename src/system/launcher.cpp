#include "src/system/launcher.hpp"

#include <array>
#include <charconv>
#include <cstdlib>
#include <string_view>

namespace crossover {

namespace {

std::optional<unsigned> number_in(const char* variable) {
  const char* const value = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe)
  if (value == nullptr) {
    return std::nullopt;
  }
  const std::string_view text(value);
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number)
                                                                  : std::nullopt;
}

struct Names {
  const char* number;
  const char* count;
};

constexpr std::array launchers{
    Names{.number = "OMPI_COMM_WORLD_RANK", .count = "OMPI_COMM_WORLD_SIZE"},
    Names{.number = "PMI_RANK", .count = "PMI_SIZE"},
    Names{.number = "PMIX_RANK", .count = "SLURM_STEP_NUM_TASKS"}};

}  // namespace

std::optional<LaunchedRank> launched_rank() {
  for (const Names& names : launchers) {
    const auto number = number_in(names.number);
    const auto count = number_in(names.count);
    if (number && count && *number < *count) {
      return LaunchedRank{.number = *number, .count = *count};
    }
  }
  return std::nullopt;
}

bool is_bound_by_launcher() { return number_in("OMPI_MCA_orte_bound_at_launch") == 1U; }

}  // namespace crossover
