#pragma once

#include <atomic>
#include <mutex>
#include <optional>

namespace crossover {

/// A value that the first to need it makes. The others find it without a lock, so that nobody who
/// waits for something else waits here too. A forked process has its own copy.
template <typename Value>
class MadeOnce {
 public:
  /// Stays where it is. What `make` throws, the next one to ask tries again.
  template <typename Make>
  [[nodiscard]] Value& get(Make make) {
    Value* found = made_.load(std::memory_order_acquire);
    if (found == nullptr) {
      const std::lock_guard lock(making_);
      if (!value_) {
        value_.emplace(make());
      }
      found = &*value_;
      made_.store(found, std::memory_order_release);
    }
    return *found;
  }

 private:
  std::atomic<Value*> made_ = nullptr;
  std::mutex making_;
  std::optional<Value> value_;
};

}  // namespace crossover
