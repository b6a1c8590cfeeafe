#include "benchmarks/measuring/new_crews.hpp"

namespace crossover {

namespace {

template <typename Action>
std::chrono::nanoseconds duration_of(Action action) {
  const auto begin = std::chrono::steady_clock::now();
  action();
  return std::chrono::steady_clock::now() - begin;
}

}  // namespace

bool needs_new_crews(Phase phase) {
  return phase == Phase::cold || phase == Phase::start || phase == Phase::first ||
         phase == Phase::stop;
}

std::chrono::nanoseconds NewCrews::live() {
  std::unique_ptr<Crew> crew;
  const auto to_start = duration_of([&] { crew = start(cell_, stage_, effective_cpus_); });
  const auto to_first = duration_of([&] { crew->run(); });
  participations_ += crew->participations();
  counters_ = crew->counters();
  runtime_ = crew->runtime();
  crew->deliver();
  const auto to_stop = duration_of([&] { crew.reset(); });
  switch (cell_.phase) {
    case Phase::start:
      return to_start;
    case Phase::first:
      return to_first;
    case Phase::stop:
      return to_stop;
    default:
      return to_start + to_first + to_stop;
  }
}

}  // namespace crossover
