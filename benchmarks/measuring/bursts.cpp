#include "benchmarks/measuring/bursts.hpp"

#include <algorithm>
#include <numeric>
#include <thread>

#include "src/system/usage.hpp"

namespace crossover {

namespace {

using namespace std::chrono_literals;
using Duration = Bursts::Duration;
using Clock = Workload::Clock;

constexpr Duration burst_length = 10ms;
constexpr std::size_t fewest_runs = 5;     // of a burst whose runs are long,
constexpr Duration longest_burst = 100ms;  // unless they are very long

Duration length_of(const std::vector<Duration>& burst) {
  return std::accumulate(burst.begin(), burst.end(), Duration{});
}

}  // namespace

Bursts::Bursts(StandingCrew& crew, std::chrono::microseconds rest) : crew_(crew), rest_(rest) {
  const std::vector<Duration> runs = burst();
  settled_run_ = median(runs);
  expected_runs_ = 2 * runs.size();
}

/// The runs are judged later, since that takes as long as some rests.
Duration Bursts::rest_and_run() {
  std::this_thread::sleep_for(rest_);
  return bursts_.emplace_back(burst()).front();
}

std::vector<Duration> Bursts::burst() {
  std::vector<Duration> runs;
  runs.reserve(expected_runs_);
  const auto begin = Clock::now();
  auto now = begin;
  do {
    crew_.run();
    const auto end = Clock::now();
    runs.push_back(end - now);
    now = end;
  } while (now - begin < burst_length ||
           (runs.size() < fewest_runs && now - begin < longest_burst));
  return runs;
}

std::uint64_t Bursts::runs() const noexcept {
  return std::accumulate(
      bursts_.begin(), bursts_.end(), std::uint64_t{0},
      [](std::uint64_t sum, const std::vector<Duration>& burst) { return sum + burst.size(); });
}

/// The kernel brings the CPU time of a thread that does not stop running up to date once in some
/// milliseconds, so short rests are many.
double Bursts::rest_cpu_share() {
  constexpr Duration enough_rest = 20ms;
  Duration rested{};
  Duration burnt{};
  while (rested < enough_rest) {
    crew_.run();
    const auto begin = Clock::now();
    const auto burnt_before = cpu_of_others();
    std::this_thread::sleep_for(rest_);
    burnt += cpu_of_others() - burnt_before;
    rested += Clock::now() - begin;
  }
  return std::max(0.0, std::chrono::duration<double>(burnt) / rested);
}

std::map<std::string, double> Bursts::counters() const {
  Duration until{};
  std::size_t never = 0;
  Duration worst{};
  for (const std::vector<Duration>& burst : bursts_) {
    const auto settled = until_settled(burst, settled_run_);
    until += settled.value_or(length_of(burst));
    never += settled ? 0 : 1;
    worst = std::max(worst, median(burst));
  }
  const auto count = static_cast<double>(bursts_.size());
  const auto settled_ns = static_cast<double>(settled_run_.count());
  return {{"settled_run_ns", settled_ns},
          {"until_settled_ns", static_cast<double>(until.count()) / count},
          {"never_settled_share", static_cast<double>(never) / count},
          {"burst_run_ratio", static_cast<double>(worst.count()) / settled_ns}};
}

std::optional<Duration> until_settled(const std::vector<Duration>& burst, Duration settled_run) {
  constexpr std::size_t window = 5;
  const auto is_settled = [settled_run](Duration run) { return 4 * run <= 5 * settled_run; };
  const auto count = [&](std::size_t first, std::size_t last) {
    return static_cast<std::size_t>(
        std::count_if(burst.begin() + static_cast<std::ptrdiff_t>(first),
                      burst.begin() + static_cast<std::ptrdiff_t>(last), is_settled));
  };
  const std::size_t width = std::min(window, burst.size());
  std::size_t following = count(0, burst.size());
  std::size_t near = count(0, width);
  Duration until{};
  for (std::size_t first = 0; first + width <= burst.size() && width != 0; ++first) {
    const bool most_follow = 2 * following >= burst.size() - first;
    if (most_follow && 2 * near > width) {
      return until;
    }
    until += burst[first];
    const std::size_t leaves = is_settled(burst[first]) ? 1 : 0;
    following -= leaves;
    near -= leaves;
    near += first + width < burst.size() && is_settled(burst[first + width]) ? 1 : 0;
  }
  return std::nullopt;
}

}  // namespace crossover
