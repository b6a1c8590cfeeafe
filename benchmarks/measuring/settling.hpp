#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

namespace crossover {

/// What is enough to have seen of a crew's runs.
struct SettlingRule {
  using Duration = std::chrono::nanoseconds;

  std::size_t enough_windows = 0;  ///< or else
  Duration enough_time{};          ///< or else, where a run takes no longer than its work explains,
  Duration enough_if_explained{};  ///< since then there is nothing in it but the work
  Duration longest_window{};       ///< however few runs are in it
  Duration cap{};  ///< after which runs that do not agree are not settled; a run may outlast it
  Duration enough_for_all{};  ///< to wait for workers that have not taken part yet

  /// For a row that stands alone. At least 24 runs (8 windows of 3), or 200 ms, outlast a start-up
  /// of twenty runs that take up to 10 ms each: the longest seen was libgomp's first region, 4 to 8
  /// ms.
  [[nodiscard]] static constexpr SettlingRule for_a_row() noexcept {
    using namespace std::chrono_literals;
    return {.enough_windows = 8,
            .enough_time = 200ms,
            .enough_if_explained = 30ms,
            .longest_window = 20ms,
            .cap = 400ms,
            .enough_for_all = 100ms};
  }

  /// For one sample of many, whose trimmed mean forgives a few that came too soon: the time is
  /// better spent on more of them.
  [[nodiscard]] static constexpr SettlingRule for_a_sample() noexcept {
    using namespace std::chrono_literals;
    return {.enough_windows = 4,
            .enough_time = 20ms,
            .enough_if_explained = 10ms,
            .longest_window = 5ms,
            .cap = 60ms,
            .enough_for_all = 30ms};
  }
};

/// Says when a crew's runs have become what they will stay, from how long they took; never reads a
/// clock. The first runs of a crew are a tale of their own: threads that are still being started,
/// a runtime that wakes up, and they can take a thousand times as long as the later ones. Google
/// Benchmark ends a row when its minimum time is filled, which one such run can do.
///
/// Runs are looked at in windows, each as good as its median run, so that neither a single slow run
/// nor two speeds that take turns from run to run decide. Runs are settled when the last windows
/// agree and enough of them have been seen. A crew whose speed changes more slowly than that, or
/// for ever, either agrees with itself for as long as it is looked at or is not settled in the end:
/// no rule tells more without a look at the future.
///
/// What is enough depends on what hangs on it, since windows of a start-up agree with one another
/// too: see `SettlingRule`.
class Settling {
 public:
  using Duration = std::chrono::nanoseconds;

  /// `explained`: how long a run may take because there is so much to do.
  explicit Settling(const SettlingRule& rule = SettlingRule::for_a_row(), Duration explained = {})
      : rule_(rule), explained_(explained) {}

  /// The next run took so long, and what had to precede it so long.
  void add(Duration run, Duration preparation = {});

  /// Whether there is no more to wait for: the runs have settled, or they have not by the cap.
  /// There are two windows in any case, since one agrees with nothing: two runs, if they are long.
  [[nodiscard]] bool is_over() const noexcept;

  [[nodiscard]] bool has_settled() const noexcept { return has_settled_; }

  [[nodiscard]] const SettlingRule& rule() const noexcept { return rule_; }

  /// All runs and preparations together.
  [[nodiscard]] Duration took() const noexcept { return took_; }

  /// What a run takes in the last windows; of the runs so far if there is none.
  [[nodiscard]] Duration median_run() const;

 private:
  void close_window();
  [[nodiscard]] std::vector<Duration> last_windows() const;
  [[nodiscard]] bool has_seen_enough() const noexcept;

  SettlingRule rule_;
  Duration explained_;
  Duration took_{};
  Duration window_took_{};
  std::vector<Duration> window_;   // runs of the one that is open
  std::vector<Duration> medians_;  // of those that are closed
  bool has_settled_ = false;
};

/// The middle one, the lower of two; 0 if there are none.
[[nodiscard]] std::chrono::nanoseconds median(std::vector<std::chrono::nanoseconds> durations);

}  // namespace crossover
