#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "host_process.hpp"
#include "round.hpp"

namespace crossover {

/// The hosts of a life: one for each program and each environment that a strategy wants, started
/// when it is first asked. All of them end with this object.
class Hosts {
 public:
  /// `other_program`: that the turns of the other program are taken by. `arguments` make a host of
  /// either program.
  Hosts(std::string other_program, std::vector<std::string> arguments)
      : other_program_(std::move(other_program)), arguments_(std::move(arguments)) {}

  /// Throws HostLost if there is none and none can be started.
  HostProcess& of(const Turn& turn);

 private:
  using Environment = std::map<std::string, std::string>;

  std::string other_program_;
  std::vector<std::string> arguments_;
  std::map<std::pair<std::string, Environment>, std::unique_ptr<HostProcess>> hosts_;
};

}  // namespace crossover
