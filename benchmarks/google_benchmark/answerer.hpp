#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "benchmarks/host/host.hpp"
#include "benchmarks/host/host_supervisor.hpp"
#include "benchmarks/plan.hpp"

namespace crossover {

/// Answers requests for rows by hosts of this program. Where there is no process to be had, this
/// one measures, and says so: then nothing ends a row that hangs. Runtimes of others are left out
/// of that, since they end the program if they get no threads.
class Answerer {
 public:
  /// `arguments` are those that this program was called with. A host may take `limit` for a row,
  /// besides what its memory needs.
  Answerer(const Plan& rows, Host::Conditions conditions, const std::vector<std::string>& arguments,
           std::chrono::milliseconds limit);

  [[nodiscard]] nlohmann::json answer(const Cell& cell, const nlohmann::json& request);

 private:
  const Plan& rows_;
  Host::Conditions conditions_;
  std::chrono::milliseconds limit_;
  HostSupervisor hosts_;
  std::optional<Host> here_;
  std::string why_here_;
};

}  // namespace crossover
