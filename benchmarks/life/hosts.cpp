#include "hosts.hpp"

#include "crossover/catalogue.hpp"

namespace crossover {

HostProcess& Hosts::of(const Turn& turn) {
  const auto& wanted = turn.cell->strategy->environment;
  const Environment environment(wanted.begin(), wanted.end());
  const std::string program = turn.is_other ? other_program_ : "/proc/self/exe";
  auto& host = hosts_[{program, environment}];
  if (!host) {
    host = std::make_unique<HostProcess>(program, arguments_, environment);
  }
  return *host;
}

}  // namespace crossover
