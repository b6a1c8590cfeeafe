#pragma once

#include <cstddef>
#include <limits>
#include <stdexcept>

#include "strategies/crews/launch.hpp"

namespace crossover {

/// A launch whose workers, and the caller, each take the next slice when they are done with one
/// (self-scheduling: Tang and Yew, "Processor self-scheduling for multiple-nested parallel loops",
/// 1986). A run is done when every slice is: nobody waits for a worker that has not come, and one
/// that comes late finds slices of the current run or none. docs/hand_off.md tells why that is
/// safe.
template <typename Word, typename SpinLimitType>
class BasicSelfScheduling : public BasicLaunch<Word, SpinLimitType> {
 public:
  using Base = BasicLaunch<Word, SpinLimitType>;
  using SignalType = typename Base::SignalType;
  using Count = typename Base::Count;

  /// For the slices of `setup` and so many waiting workers; `launched` launches them. Throws
  /// std::invalid_argument if there are more slices than a word counts.
  BasicSelfScheduling(const Setup& setup, SignalType& launched, unsigned waiting)
      : Base(setup, launched, waiting),
        slices_(static_cast<Count>(setup.slices)),
        queue_(setup.arena.construct<Queue>()),
        finished_(setup.arena.construct<OwnLine>()) {
    if (setup.slices > std::numeric_limits<Count>::max() / 2) {
      throw std::invalid_argument("self-scheduling has room for 2^31 slices");
    }
  }

  /// Caller: starts one run.
  void launch() noexcept {
    queue_.unfinished.store(slices_);
    queue_.run = SignalType::after(this->runs());
    queue_.left.publish(slices_);  // from here on anyone may take slices
    Base::launch();
  }

  /// Caller: computes slices until none is left.
  template <typename Compute>
  void compute_as_caller(const Compute& compute) noexcept {
    caller_.is_done = compute_slices(compute);
  }

  /// Caller: true when all slices are done; false after `limit`, for a look after the workers'
  /// health.
  bool join(std::chrono::milliseconds limit) noexcept {
    if (!caller_.is_done && this->await(finished_, caller_.last_raised, limit)) {
      caller_.last_raised = this->runs();
      caller_.is_done = true;
    }
    return caller_.is_done;
  }

  /// Worker: computes slices until none is left.
  template <typename Compute>
  void compute_as_worker(const Compute& compute) noexcept {
    if (compute_slices(compute)) {
      finished_.raise_to(queue_.run);
    }
  }

 private:
  /// On one cache line: whoever needs one of these needs the others too.
  struct alignas(Arena::cache_line) Queue {
    Word left;        ///< slices that nobody has taken; below 0 where late workers ask in vain
    Word unfinished;  ///< slices
    Count run = 0;    ///< the current one, for who finishes it
  };
  struct alignas(Arena::cache_line) OwnLine : SignalType {};

  /// True for whoever finishes the last slice of a run. What it computed is visible to the caller
  /// of `join` then.
  template <typename Compute>
  bool compute_slices(const Compute& compute) noexcept {
    Count computed = 0;
    Count left = slices_;
    while (left != 0 && (left = queue_.left.decrease()) < slices_) {
      compute(static_cast<std::size_t>(slices_ - 1 - left));
      ++computed;
    }
    return computed != 0 && queue_.unfinished.decrease(computed) == 0;
  }

  Count slices_;
  Queue& queue_;
  SignalType& finished_;  // raised only for runs that a worker finishes

  /// Written in every run, so not on a line that the workers read.
  struct alignas(Arena::cache_line) Caller {
    Count last_raised = SignalType::first;
    bool is_done = true;  ///< the current run
  };
  Caller caller_;
};

using SelfScheduling = BasicSelfScheduling<FutexWord, SpinLimit>;

}  // namespace crossover
