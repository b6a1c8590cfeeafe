#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "benchmarks/life/host_process.hpp"
#include "benchmarks/life/round.hpp"

namespace crossover {

/// The hosts of a life: one for each program and each environment that a strategy wants, started
/// when it is first asked, and again after it was lost. All of them end with this object.
class Hosts {
 public:
  /// `other_program`: that the turns of the other program are taken by. `arguments` make a host of
  /// either program.
  Hosts(std::string other_program, std::vector<std::string> arguments)
      : other_program_(std::move(other_program)), arguments_(std::move(arguments)) {}

  /// See HostProcess. Throws HostLost if the host was lost meanwhile, or has been so often one
  /// after the other that there is no point in another one.
  [[nodiscard]] nlohmann::json take_turn(const Turn& turn, double sample_ms,
                                         std::chrono::milliseconds limit);

 private:
  using Environment = std::map<std::string, std::string>;
  struct Place {
    std::unique_ptr<HostProcess> host;
    int lost_in_a_row = 0;
  };

  std::string other_program_;
  std::vector<std::string> arguments_;
  std::map<std::pair<std::string, Environment>, Place> places_;
};

}  // namespace crossover
