#pragma once

#include <ucontext.h>

#include <functional>
#include <memory>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CROSSOVER_STACKS_ARE_WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define CROSSOVER_STACKS_ARE_WATCHED 1
#endif
#endif

namespace crossover {

/// Whether a sanitizer keeps books of stacks, and knows nothing of those that fibers have.
#ifdef CROSSOVER_STACKS_ARE_WATCHED
constexpr bool stacks_are_watched = true;
#else
constexpr bool stacks_are_watched = false;
#endif

/// A function that runs until it pauses, on a stack of its own: a thread whose turn the test
/// decides. Stays where it is.
class Fiber {
 public:
  explicit Fiber(std::function<void()> body);
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;
  Fiber(Fiber&&) = delete;
  Fiber& operator=(Fiber&&) = delete;
  ~Fiber() = default;

  /// Runs it until it pauses or ends. Not from a fiber.
  void resume();

  /// From the fiber that runs: gives the turn back to who resumed it.
  static void pause();

  [[nodiscard]] bool has_ended() const noexcept { return has_ended_; }

 private:
  static void enter();
  static Fiber* running;

  std::function<void()> body_;
  std::unique_ptr<char[]> stack_;  // not zeroed: many are made
  ucontext_t context_{};
  ucontext_t resumer_{};
  bool has_ended_ = false;
};

}  // namespace crossover
