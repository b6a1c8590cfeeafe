#include "benchmarks/workloads/shared_file/record.hpp"

#include <numeric>

#include "benchmarks/workloads/mix.hpp"

namespace crossover {

std::uint64_t Record::checksum() const noexcept {
  const std::uint64_t sum = std::accumulate(words_.begin(), words_.end(), std::uint64_t{0});
  return mix(sum - words_[2]);
}

void Record::set(std::uint64_t number, std::uint64_t count) noexcept {
  words_[0] = number;
  words_[1] = count;
  constexpr std::size_t words_of_line = line / sizeof(std::uint64_t);
  const std::uint64_t stamp = mix(number ^ mix(count));
  for (std::size_t last = words_of_line - 1; last < words_.size(); last += words_of_line) {
    words_[last] = stamp;
  }
  words_[2] = checksum();
}

}  // namespace crossover
