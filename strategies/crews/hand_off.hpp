#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "strategies/crews/launch.hpp"

namespace crossover {

/// A launch whose run is done when every worker has come and finished its part: for fixed shares.
/// Workers meet in a combining tree (Yew, Tzeng and Lawrie, "Distributing hot-spot addressing in
/// large-scale multiprocessors", 1987): the last one at a node goes on to the next level, the last
/// one of all tells the caller.
template <typename Word, typename SpinLimitType>
class BasicHandOff : public BasicLaunch<Word, SpinLimitType> {
 public:
  using Base = BasicLaunch<Word, SpinLimitType>;
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
      const unsigned node = arriving / fan_in;
      Word& missing = level.nodes[node].missing;
      if (missing.decrease() != 0) {
        return;
      }
      missing.store(level.expected(node));  // for the next run
      arriving = node;
    }
    finished_.raise_to(worker.runs);
  }

 private:
  /// How many workers, or nodes of the level below, each node waits for. Few enough not to wait for
  /// each other's writes for long, enough to make the tree flat.
  static constexpr unsigned fan_in = 4;

  struct alignas(Arena::cache_line) Node {
    Word missing;  ///< how many have not come in this run
  };
  struct Level {
    std::span<Node> nodes;
    unsigned arriving;
    [[nodiscard]] unsigned count() const noexcept { return (arriving + fan_in - 1) / fan_in; }
    [[nodiscard]] unsigned expected(unsigned node) const noexcept {
      return std::min(fan_in, arriving - (node * fan_in));
    }
  };
  struct alignas(Arena::cache_line) OwnLine : SignalType {};

  void add_level(Arena& arena, unsigned arriving) {
    Level level{.nodes = {}, .arriving = arriving};
    level.nodes = arena.construct_all<Node>(level.count());
    for (unsigned node = 0; node < level.count(); ++node) {
      level.nodes[node].missing.store(level.expected(node));
    }
    levels_.push_back(level);
  }

  SignalType& finished_;
  std::vector<Level> levels_;
};

using HandOff = BasicHandOff<FutexWord, SpinLimit>;

}  // namespace crossover
