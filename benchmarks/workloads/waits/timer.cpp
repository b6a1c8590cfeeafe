// Items that wait for a time to pass: what waiting costs when there is nothing else to it.
#include <system_error>

#include "benchmarks/workloads/waits/kinds.hpp"
#include "benchmarks/workloads/waits/slots.hpp"
#include "benchmarks/workloads/waits/waiting_items.hpp"

namespace crossover {
namespace {

/// The answer is how many nanoseconds the item has really waited.
class TimerWaits final : public WaitingItems {
 public:
  TimerWaits(const Spec& spec, Arena& arena)
      : WaitingItems(spec, arena), delay_(std::chrono::microseconds(spec.number("delay_us"))) {}

  Wait begin(std::size_t /*item*/, unsigned slot) override {
    began_[slot] = Clock::now();
    return Sleep{delay_};
  }

  std::optional<Wait> end(std::size_t item, unsigned slot, int result) override {
    if (result < 0) {
      throw std::system_error(-result, std::generic_category(),
                              "cannot sleep for item " + std::to_string(item));
    }
    answers()[item] = static_cast<std::uint64_t>((Clock::now() - began_[slot]).count());
    return std::nullopt;
  }

  [[nodiscard]] std::chrono::milliseconds patience() const override {
    return std::chrono::ceil<std::chrono::milliseconds>(delay_) + WaitingItems::patience();
  }

  [[nodiscard]] std::optional<Mismatch> check() const override {
    const auto least = static_cast<std::uint64_t>(delay_.count());
    for (std::size_t item = 0; item < size(); ++item) {
      if (answers()[item] < least) {
        return Mismatch{.item = item,
                        .expected = "at least " + std::to_string(least) + " ns",
                        .actual = std::to_string(answers()[item]) + " ns"};
      }
    }
    return std::nullopt;
  }

 private:
  std::chrono::nanoseconds delay_;
  Slots<Clock::time_point> began_;
};

}  // namespace

std::unique_ptr<Workload> make_timer_waits(const Spec& spec, Arena& arena) {
  return std::make_unique<TimerWaits>(spec, arena);
}

}  // namespace crossover
