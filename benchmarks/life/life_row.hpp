#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "benchmarks/life/machine_state.hpp"
#include "crossover/failure.hpp"

namespace crossover {

/// A row of a life while its samples come in.
class LifeRow {
 public:
  /// What a turn told: see Host. Its error is the row's from then on.
  void add(const nlohmann::json& told, unsigned round, double at_s, const MachineState& state);

  /// Its process was lost: another life may have the row.
  void lose(const Failure& why);

  [[nodiscard]] bool has_failed() const noexcept { return error_.has_value(); }

  /// It has none although nothing was in the way.
  [[nodiscard]] bool should_have_been_measured() const;

  /// Nothing has come in yet.
  [[nodiscard]] bool is_empty() const noexcept { return !error_ && times_ns_.empty(); }

  /// As Google Benchmark and JsonReporter write one, with the list `samples`; time and counters are
  /// the medians over them.
  [[nodiscard]] nlohmann::ordered_json to_json(const std::string& name) const;

 private:
  void fail(const Failure& why);

  std::optional<Failure> error_;
  bool is_lost_ = false;
  std::string label_;
  nlohmann::ordered_json samples_ = nlohmann::ordered_json::array();
  std::vector<double> times_ns_;
  std::uint64_t runs_ = 0;
  std::map<std::string, std::vector<double>> counters_;
};

}  // namespace crossover
