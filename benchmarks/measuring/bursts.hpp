#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "benchmarks/measuring/standing_crew.hpp"

namespace crossover {

/// Crews that work in bursts, as most programs do: a rest, then run after run for 10 ms.
class Bursts {
 public:
  using Duration = std::chrono::nanoseconds;

  /// The crew has settled. It runs for as long as a burst, without a rest: what its bursts are
  /// measured by.
  Bursts(StandingCrew& crew, std::chrono::microseconds rest);

  /// One rest and one burst; returns how long its first run took.
  Duration rest_and_run();

  /// In all bursts.
  [[nodiscard]] std::uint64_t runs() const noexcept;

  /// CPU time that workers burn while they rest, in rests of their own, as a share of one CPU. The
  /// caller's own is not theirs.
  [[nodiscard]] double rest_cpu_share();

  /// Counters of the row, over all its bursts:
  /// `settled_run_ns` (the median run without a rest, just before),
  /// `until_settled_ns` (the mean time from a burst's begin until it had settled; one that never
  /// did counts with its whole length), `never_settled_share` (of the bursts),
  /// `burst_run_ratio` (a burst's median run in settled runs, of the worst burst).
  [[nodiscard]] std::map<std::string, double> counters() const;

 private:
  std::vector<Duration> burst();

  StandingCrew& crew_;
  std::chrono::microseconds rest_;
  std::size_t expected_runs_ = 0;  // of a burst, more than there will be
  Duration settled_run_{};
  std::vector<std::vector<Duration>> bursts_;  // the runs of each
};

/// How long a burst took until it had settled, by how long its runs took; none: it never did.
///
/// It has from the first run on from which most of the next five, and most of all that follow, take
/// at most 1.25 times `settled_run`: neither a single slow run nor a single quick one decides.
[[nodiscard]] std::optional<std::chrono::nanoseconds> until_settled(
    const std::vector<std::chrono::nanoseconds>& burst, std::chrono::nanoseconds settled_run);

}  // namespace crossover
