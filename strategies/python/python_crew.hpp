#pragma once

#include <string>

#include "crossover/strategy.hpp"
#include "strategies/python/python_process.hpp"

namespace crossover {

/// The processes or threads of a Python program. What they compute stays in a list of Python's,
/// where its user wants it, until it is delivered.
class PythonCrew final : public Crew {
 public:
  /// `way`: the name of a function in python_ways.py. Throws std::runtime_error.
  PythonCrew(const std::string& way, Workload& workload, const Setup& setup);

  void run() override;
  void deliver() override { python_.ask("deliver"); }
  [[nodiscard]] std::string runtime() const override { return runtime_; }
  [[nodiscard]] std::uint64_t participations() const override { return participations_; }

 private:
  PythonProcess python_;
  std::string runtime_;
  std::uint64_t participations_ = 0;
};

/// The strategy of these traits, of the way with its name.
Strategy python_strategy(Strategy traits);

}  // namespace crossover
