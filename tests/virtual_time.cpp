#include "tests/virtual_time.hpp"

#include <algorithm>
#include <utility>

namespace crossover {

namespace {

using namespace std::chrono_literals;

/// Longer than on real machines, where a spin of 200 us would be thousands of steps.
constexpr auto step = 250ns;

/// What the system call takes, whoever sleeps.
constexpr auto call = 5us;

}  // namespace

VirtualTime* VirtualTime::running = nullptr;

VirtualTime::VirtualTime(std::function<Duration(std::size_t)> wake_up)
    : wake_up_(std::move(wake_up)) {
  running = this;
}

VirtualTime::~VirtualTime() { running = nullptr; }

std::string VirtualTime::run(const std::vector<std::function<void()>>& threads) {
  threads_.resize(threads.size());
  for (std::size_t i = 0; i < threads.size(); ++i) {
    threads_[i].fiber = std::make_unique<Fiber>(threads[i]);
  }
  while ((at_ = earliest()) != nullptr) {
    at_->fiber->resume();
  }
  const bool all_ended =
      std::ranges::all_of(threads_, [](const Thread& each) { return each.fiber->has_ended(); });
  return all_ended ? "" : "all threads that have not ended are asleep";
}

VirtualTime::Thread* VirtualTime::earliest() {
  Thread* found = nullptr;
  for (Thread& each : threads_) {
    const bool is_able = !each.fiber->has_ended() && each.sleeps_on == nullptr;
    if (is_able && (found == nullptr || each.now < found->now)) {
      found = &each;
    }
  }
  return found;
}

void VirtualTime::pass(Duration time) {
  running->at_->now += time;
  Fiber::pause();
}

std::size_t VirtualTime::sleeps() { return running->at_->sleeps; }
std::size_t VirtualTime::woken() { return running->at_->woken; }

VirtualMachine::Clock::time_point VirtualMachine::Clock::now() noexcept {
  const bool is_running = VirtualTime::running != nullptr && VirtualTime::running->at_ != nullptr;
  return is_running ? time_point{VirtualTime::running->at_->now} : time_point{};
}

int VirtualMachine::cpu() noexcept { return -1; }

void VirtualMachine::yield() noexcept {}

std::uint32_t TimedWord::load() const noexcept {
  VirtualTime::pass(step);
  return value_;
}

std::uint32_t TimedWord::exchange(std::uint32_t value) noexcept {
  VirtualTime::pass(step);
  return std::exchange(value_, value);
}

std::uint32_t TimedWord::replace(std::uint32_t from, std::uint32_t to) noexcept {
  VirtualTime::pass(step);
  const std::uint32_t found = value_;
  value_ = found == from ? to : found;
  return found;
}

std::uint32_t TimedWord::decrease(std::uint32_t by) noexcept {
  VirtualTime::pass(step);
  return value_ -= by;
}

void TimedWord::store(std::uint32_t value) noexcept { value_ = value; }

void TimedWord::sleep(std::uint32_t value, std::chrono::milliseconds /*limit*/) const noexcept {
  VirtualTime::pass(call);
  if (value_ != value) {
    return;
  }
  VirtualTime::Thread& self = *VirtualTime::running->at_;
  self.sleeps_on = this;
  ++self.sleeps;
  Fiber::pause();
}

void TimedWord::wake_all() noexcept {
  VirtualTime& all = *VirtualTime::running;
  VirtualTime::Thread& self = *all.at_;
  VirtualTime::pass(call);
  for (VirtualTime::Thread& thread : all.threads_) {
    if (thread.sleeps_on == this) {
      thread.sleeps_on = nullptr;
      thread.now = self.now + all.wake_up_(all.wake_ups_++);
      ++self.woken;
    }
  }
}

}  // namespace crossover
