#include "benchmarks/life/hosts.hpp"

#include "crossover/strategy.hpp"

namespace crossover {

nlohmann::json Hosts::take_turn(const Turn& turn, double sample_ms,
                                std::chrono::milliseconds limit) {
  constexpr int too_often = 5;
  const auto& wanted = turn.cell->strategy->environment;
  const Environment environment(wanted.begin(), wanted.end());
  const std::string program = turn.is_other ? other_program_ : "/proc/self/exe";
  Place& place = places_[{program, environment}];
  if (place.lost_in_a_row == too_often) {
    throw HostLost("not measured: the host was lost " + std::to_string(too_often) +
                   " times, one after the other, before");
  }
  try {
    if (!place.host) {
      place.host = std::make_unique<HostProcess>(program, arguments_, environment);
    }
    auto told = place.host->take_turn(turn.cell->row(), sample_ms, limit);
    place.lost_in_a_row = 0;
    return told;
  } catch (const HostLost&) {
    place.host.reset();
    ++place.lost_in_a_row;
    throw;
  }
}

}  // namespace crossover
