#pragma once

#include <benchmark/benchmark.h>

#include <exception>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "benchmarks/host/row_timer.hpp"
#include "crossover/failure.hpp"
#include "crossover/question.hpp"

namespace crossover {

/// Google Benchmark's rows: it asks a host for what it needs of each, and Google Benchmark, which
/// decides how often and for how long, is told the answer.
class RowRunner {
 public:
  /// Has a host answer a request for that cell: see Host. May throw.
  using AskHost = std::function<nlohmann::json(const Cell& cell, const nlohmann::json& request)>;

  /// `minimum_time`: what Google Benchmark wants a row to take at least; none: it counts runs
  /// itself.
  RowRunner(AskHost ask_host, RowTimer::MinimumTime minimum_time)
      : ask_host_(std::move(ask_host)), minimum_time_(minimum_time) {}

  /// One row of Google Benchmark, registered with `UseManualTime`. Whatever goes wrong becomes the
  /// row's error.
  void measure(benchmark::State& state, const Cell& cell);

  /// Why the cell of that name has no time: the first of its repetitions, if there are several.
  [[nodiscard]] std::optional<FailureKind> failure_of(const std::string& cell) const;

  /// Whether a row has no time although nothing was in the way.
  [[nodiscard]] bool any_failed() const;

  /// Whether a row has been measured, or could not be.
  [[nodiscard]] bool any_begun() const noexcept { return any_begun_; }

 private:
  [[nodiscard]] nlohmann::json request(const benchmark::State& state, const Cell& cell) const;
  void fail(benchmark::State& state, const Cell& cell, const std::exception& why);

  AskHost ask_host_;
  RowTimer::MinimumTime minimum_time_;
  bool any_begun_ = false;
  std::map<std::string, FailureKind> failures_;  // by the cell's name
};

}  // namespace crossover
