#include "benchmarks/host/sample_timer.hpp"

#include <algorithm>
#include <stdexcept>

#include "benchmarks/median.hpp"

namespace crossover {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t fewest = 3;
constexpr int longest = 10;        // times the length that was asked for
constexpr int batches_aimed = 20;  // in that length, so that their median means something
constexpr double most_runs = 1e6;  // of a batch

double nanoseconds(Clock::duration duration) {
  return std::chrono::duration<double, std::nano>(duration).count();
}

}  // namespace

std::uint64_t SampleTimer::time_batches(const std::function<void(std::uint64_t runs)>& batch,
                                        Duration expected) {
  const double fitting =
      nanoseconds(length_) / batches_aimed / nanoseconds(std::max(expected, Duration(1)));
  const auto runs = static_cast<std::uint64_t>(std::clamp(fitting, 1.0, most_runs));
  fill([&] {
    const auto begin = Clock::now();
    batch(runs);
    return nanoseconds(Clock::now() - begin) / static_cast<double>(runs);
  });
  runs_ = runs * times_ns_.size();
  return runs_;
}

std::uint64_t SampleTimer::time_steps(const std::function<Duration()>& step,
                                      Duration /*expected*/) {
  fill([&] { return nanoseconds(step()); });
  runs_ = times_ns_.size();
  return runs_;
}

void SampleTimer::fill(const std::function<double()>& next) {
  const auto begin = Clock::now();
  Clock::duration elapsed{};
  do {
    times_ns_.push_back(next());
    elapsed = Clock::now() - begin;
  } while (elapsed < length_ || (times_ns_.size() < fewest && elapsed < longest * length_));
}

double SampleTimer::median_ns() const {
  if (times_ns_.empty()) {
    throw std::logic_error("nothing has been timed");
  }
  return median(times_ns_);
}

}  // namespace crossover
