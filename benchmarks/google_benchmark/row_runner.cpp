#include "benchmarks/google_benchmark/row_runner.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "benchmarks/interruption.hpp"

namespace crossover {

namespace {

using nlohmann::json;

/// Google Benchmark is given one batch and its time: what is timed happened elsewhere.
void tell(benchmark::State& state, const json& told) {
  while (state.KeepRunningBatch(told.at("runs").get<benchmark::IterationCount>())) {
  }
  const std::chrono::nanoseconds took(told.at("took_ns").get<std::int64_t>());
  state.SetIterationTime(std::chrono::duration<double>(took).count());
  for (const auto& [name, value] : told.at("counters").items()) {
    state.counters[name] = value.get<double>();
  }
  const auto items = told.at("items").get<std::int64_t>();
  state.SetItemsProcessed(state.iterations() * items);
  const double bytes = told.at("counters").value("bytes", 0.0);
  if (bytes != 0) {
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
  }
  state.SetLabel(told.at("label").get<std::string>());
}

}  // namespace

void RowRunner::measure(benchmark::State& state, const Cell& cell) {
  if (interruption() != 0) {
    fail(state, cell, Interrupted("interrupted before it was measured"));
    return;
  }
  try {
    any_begun_ = true;
    const json told = ask_host_(cell, request(state, cell));
    if (told.contains("error")) {
      throw Failure(failure_kind(told.at("kind").get<std::string>()), told.at("error"));
    }
    tell(state, told);
  } catch (const std::exception& failure) {
    fail(state, cell, failure);
  }
}

/// Where the row's name says how often, that is what Google Benchmark asks for.
json RowRunner::request(const benchmark::State& state, const Cell& cell) const {
  json asked{{"row", cell.row()}, {"runs", state.max_iterations}, {"least_s", nullptr}};
  if (minimum_time_ && fixed_iterations(cell.phase, cell.rest) == 0) {
    asked["least_s"] = minimum_time_->count();
  }
  return asked;
}

void RowRunner::fail(benchmark::State& state, const Cell& cell, const std::exception& why) {
  state.SkipWithError(why.what());
  failures_.try_emplace(cell.name(), kind_of(why));
}

std::optional<FailureKind> RowRunner::failure_of(const std::string& cell) const {
  const auto found = failures_.find(cell);
  return found == failures_.end() ? std::nullopt : std::optional(found->second);
}

bool RowRunner::any_failed() const {
  return std::ranges::any_of(failures_, [](const auto& each) { return is_wrong(each.second); });
}

}  // namespace crossover
