#include "benchmarks/google_benchmark/minimum_time.hpp"

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace crossover {

namespace {

/// `0.01`, or `0.01s`, which later versions want.
std::optional<std::chrono::duration<double>> seconds(std::string_view text) {
  if (text.ends_with('s')) {
    text.remove_suffix(1);
  }
  double number = 0;
  const auto* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || rest != end || number < 0) {
    return std::nullopt;
  }
  return std::chrono::duration<double>(number);
}

}  // namespace

std::optional<std::chrono::duration<double>> minimum_time(
    const std::vector<std::string>& google_benchmark_flags) {
  constexpr std::string_view flag = "--benchmark_min_time=";
  const char* environment = std::getenv("BENCHMARK_MIN_TIME");      // NOLINT(concurrency-mt-unsafe)
  std::string text = environment == nullptr ? "0.5" : environment;  // as without both
  for (const std::string& each : google_benchmark_flags) {
    if (each.starts_with(flag)) {
      text = each.substr(flag.size());
    }
  }
  return seconds(text);
}

}  // namespace crossover
