#pragma once

#include <map>
#include <mutex>

namespace crossover {

/// What each slot (or worker) keeps for itself, made when it first asks; how many there will be is
/// not known before. A forked process has its own copy.
template <typename State>
class Slots {
 public:
  /// Stays where it is.
  [[nodiscard]] State& operator[](unsigned slot) {
    const std::lock_guard lock(mutex_);
    return states_[slot];
  }

 private:
  std::mutex mutex_;
  std::map<unsigned, State> states_;
};

}  // namespace crossover
