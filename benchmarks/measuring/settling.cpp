#include "benchmarks/measuring/settling.hpp"

#include <algorithm>
#include <utility>

namespace crossover {

namespace {

using namespace std::chrono_literals;

// A window ends after so much time and so many runs, or when the rule's longest is over.
constexpr Settling::Duration shortest_window = 500us;
constexpr std::size_t fewest_runs = 3;

constexpr std::size_t agreeing_windows = 4;  // all, if there are fewer
constexpr std::size_t fewest_windows = 2;

/// The largest is at most 1.25 times the smallest.
bool agree(const std::vector<Settling::Duration>& windows) {
  const auto [smallest, largest] = std::ranges::minmax(windows);
  return 4 * largest <= 5 * smallest;
}

}  // namespace

void Settling::add(Duration run, Duration preparation) {
  took_ += run + preparation;
  window_took_ += run;
  window_.push_back(run);
  const bool is_full = window_took_ >= shortest_window && window_.size() >= fewest_runs;
  if (is_full || window_took_ >= rule_.longest_window) {
    close_window();
  }
}

void Settling::close_window() {
  medians_.push_back(median(std::exchange(window_, {})));
  window_took_ = {};
  has_settled_ = medians_.size() >= fewest_windows && has_seen_enough() && agree(last_windows());
}

bool Settling::has_seen_enough() const noexcept {
  return medians_.size() >= rule_.enough_windows || took_ >= rule_.enough_time ||
         (medians_.back() <= explained_ && took_ >= rule_.enough_if_explained);
}

bool Settling::is_over() const noexcept {
  return has_settled_ || (took_ >= rule_.cap && medians_.size() >= fewest_windows);
}

std::vector<Settling::Duration> Settling::last_windows() const {
  const auto count = static_cast<std::ptrdiff_t>(std::min(agreeing_windows, medians_.size()));
  return {medians_.end() - count, medians_.end()};
}

Settling::Duration Settling::median_run() const {
  return median(medians_.empty() ? window_ : last_windows());
}

std::chrono::nanoseconds median(std::vector<std::chrono::nanoseconds> durations) {
  if (durations.empty()) {
    return {};
  }
  const auto middle = durations.begin() + static_cast<std::ptrdiff_t>((durations.size() - 1) / 2);
  std::ranges::nth_element(durations, middle);
  return *middle;
}

}  // namespace crossover
