#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "strategies/crews/launch.hpp"

namespace crossover {

/// A launch whose run is done when every worker has come and finished its part: for fixed shares.
template <typename Word, typename PatienceType>
class BasicHandOff : public BasicLaunch<Word, PatienceType> {
 public:
  using Base = BasicLaunch<Word, PatienceType>;
  using SignalType = typename Base::SignalType;
  using Worker = typename Base::Worker;

  /// For so many waiting workers, numbered from 0; `launched` launches them.
  BasicHandOff(const Setup& setup, SignalType& launched, unsigned waiting)
      : Base(setup, launched, waiting), finished_(setup.arena.construct<OwnLine>()) {
    for (unsigned arriving = waiting; arriving > 1; arriving = levels_.back().count()) {
      add_level(setup.arena, arriving);
    }
  }

  /// Caller: true when all workers have finished; false after `limit`, for a look after their
  /// health.
  bool join(std::chrono::milliseconds limit) noexcept {
    return !this->has_workers() || this->await(finished_, SignalType::before(this->runs()), limit);
  }

  /// Worker: its part of the run is done, and visible to the caller of `join`.
  void finish(const Worker& worker) noexcept {
    unsigned arriving = worker.number;
    for (const Level& level : levels_) {
      const unsigned meeting = arriving / fan_in;
      Word& missing = level.meetings[meeting].missing;
      if (missing.decrease() != 0) {
        return;
      }
      missing.store(level.expected(meeting));  // for the next run
      arriving = meeting;
    }
    finished_.raise_to(worker.runs);
  }

 private:
  /// Where some workers, or the last ones of earlier meetings, meet at a run's end. Few enough not
  /// to wait for each other's writes for long, enough to make the tree flat.
  static constexpr unsigned fan_in = 4;

  struct alignas(Arena::cache_line) Meeting {
    Word missing;
  };
  struct Level {
    std::span<Meeting> meetings;
    unsigned arriving;
    [[nodiscard]] unsigned count() const noexcept { return (arriving + fan_in - 1) / fan_in; }
    [[nodiscard]] unsigned expected(unsigned meeting) const noexcept {
      return std::min(fan_in, arriving - (meeting * fan_in));
    }
  };
  struct alignas(Arena::cache_line) OwnLine : SignalType {};

  void add_level(Arena& arena, unsigned arriving) {
    Level level{.meetings = {}, .arriving = arriving};
    level.meetings = arena.construct_all<Meeting>(level.count());
    for (unsigned meeting = 0; meeting < level.count(); ++meeting) {
      level.meetings[meeting].missing.store(level.expected(meeting));
    }
    levels_.push_back(level);
  }

  SignalType& finished_;
  std::vector<Level> levels_;
};

using HandOff = BasicHandOff<FutexWord, Patience>;

}  // namespace crossover
