#include "benchmarks/life/life_row.hpp"

#include <cmath>

#include "benchmarks/median.hpp"

namespace crossover {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

/// Six digits: more is noise, and a recording has many numbers.
double rounded(double value) {
  constexpr int digits = 6;
  if (value == 0 || !std::isfinite(value)) {
    return value;
  }
  const double scale = std::pow(10.0, digits - 1 - std::floor(std::log10(std::abs(value))));
  return std::round(value * scale) / scale;
}

ordered_json number_or_null(const std::optional<double>& value) {
  return value ? ordered_json(rounded(*value)) : ordered_json(nullptr);
}

}  // namespace

void LifeRow::add(const json& told, unsigned round, double at_s, const MachineState& state) {
  if (told.contains("error")) {
    fail(Failure(failure_kind(told.at("kind").get<std::string>()), told.at("error")));
    return;
  }
  const double time_ns = told.at("time_ns");
  const std::uint64_t runs = told.at("runs");
  times_ns_.push_back(time_ns);
  runs_ += runs;
  if (label_.empty()) {
    label_ = told.at("label");
  }
  for (const auto& [name, value] : told.at("counters").items()) {
    counters_[name].push_back(value);
  }
  samples_.push_back({{"round", round},
                      {"at_s", rounded(at_s)},
                      {"time_ns", rounded(time_ns)},
                      {"runs", runs},
                      {"core_to_core_ns", number_or_null(state.core_to_core_ns)},
                      {"fixed_work_ns", number_or_null(state.fixed_work_ns)}});
}

void LifeRow::lose(const Failure& why) {
  is_lost_ = !error_;
  fail(why);
}

void LifeRow::fail(const Failure& why) {
  if (!error_) {
    error_ = why;
  }
}

bool LifeRow::should_have_been_measured() const { return error_ && is_wrong(error_->kind()); }

ordered_json LifeRow::to_json(const std::string& name) const {
  ordered_json row{{"name", name},     {"run_name", name},      {"run_type", "iteration"},
                   {"repetitions", 1}, {"repetition_index", 0}, {"threads", 1}};
  if (error_) {
    row["error_occurred"] = true;
    row["error_message"] = error_->what();
    if (is_lost_) {
      row["lost"] = true;
    }
  }
  const double time_ns = error_ ? 0 : rounded(median(times_ns_));
  row["iterations"] = error_ ? 0 : runs_;
  row["real_time"] = time_ns;
  row["cpu_time"] = time_ns;
  row["time_unit"] = "ns";
  if (error_) {
    if (error_->kind() != FailureKind::failed) {
      row[std::string(name_of(error_->kind()))] = 1;
    }
    return row;
  }
  for (const auto& [counter, values] : counters_) {
    row[counter] = rounded(median(values));
  }
  if (!label_.empty()) {
    row["label"] = label_;
  }
  row["samples"] = samples_;
  return row;
}

}  // namespace crossover
