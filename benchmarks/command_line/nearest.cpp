#include "benchmarks/command_line/nearest.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace crossover {

namespace {

std::size_t distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);  // distances from a prefix of `from` to each of `to`
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (const char letter : from) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 1; j < row.size(); ++j) {
      const std::size_t replaced = diagonal + (letter == to[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

}  // namespace

std::string nearest(std::string_view name, const std::vector<std::string>& candidates) {
  return *std::ranges::min_element(
      candidates, {}, [name](const std::string& candidate) { return distance(name, candidate); });
}

}  // namespace crossover
