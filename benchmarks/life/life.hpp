#pragma once

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "benchmarks/host/host_supervisor.hpp"
#include "benchmarks/life/life_row.hpp"
#include "benchmarks/life/request.hpp"
#include "benchmarks/life/round.hpp"
#include "benchmarks/plan.hpp"

namespace crossover {

/// One life: rounds of turns, each taken by a host, under one layout of memory and at one time. It
/// is the unit of every interval: layout, pages and placement are luck that lasts for as long as
/// a process (Kalibera & Jones 2013, ISMM; Mytkowicz et al. 2009, ASPLOS).
class Life {
 public:
  struct Conditions {
    unsigned effective_cpus = 1;
    std::optional<std::chrono::milliseconds> time_limit;  ///< for a turn; none: as long as usual
    std::vector<std::string> arguments;                   ///< that this program was called with
  };
  Life(const Plan& plan, const LifeRequest& request, const Conditions& conditions)
      : plan_(plan), request_(request), conditions_(conditions) {}

  /// Lives it; ends early if it is interrupted. Returns the rows that were measured or failed, in
  /// the plan's order and Google Benchmark's form, each with its `samples`:
  /// `{"round": 0, "at_s": 0.41, "time_ns": 960.1, "runs": 4123, "core_to_core_ns": 222.0,
  /// "fixed_work_ns": 331000.0}`, where the last two tell of the machine just before. A row whose
  /// process died or did not answer has `"lost": true` beside its error.
  [[nodiscard]] nlohmann::ordered_json live();

  /// Whether a row failed for another reason than that its strategy is unavailable.
  [[nodiscard]] bool any_failed() const noexcept { return any_failed_; }

 private:
  using Rows = std::map<std::string, LifeRow>;  // by name
  void take_turns(const Visit& visit, unsigned round, HostSupervisor& hosts, Rows& rows) const;
  [[nodiscard]] nlohmann::ordered_json in_order(const Rows& rows);

  const Plan& plan_;
  const LifeRequest& request_;
  const Conditions& conditions_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  bool any_failed_ = false;
};

}  // namespace crossover
