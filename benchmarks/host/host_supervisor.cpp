#include "benchmarks/host/host_supervisor.hpp"

#include <unistd.h>

#include <utility>

#include "benchmarks/interruption.hpp"
#include "crossover/strategy.hpp"

namespace crossover {

HostSupervisor::HostSupervisor(std::vector<std::string> arguments, unsigned effective_cpus,
                               Between between)
    : arguments_(std::move(arguments)), effective_cpus_(effective_cpus), between_(between) {
  std::erase(arguments_, "--life");
  arguments_.push_back("--host-of=" + std::to_string(::getpid()));
}

/// Signals come from a launcher whose other ranks have gone, and nobody answers to a goodbye.
HostSupervisor::~HostSupervisor() {
  if (rank_zero_ && interruption() != 0) {
    rank_zero_->forgo_tidying();
  }
}

void HostSupervisor::join_ranks() {
  std::vector<std::string> arguments = arguments_for(this_program);
  arguments.emplace_back("--joins-ranks");
  try {
    rank_zero_ = std::make_unique<HostProcess>(this_program, arguments, Environment{});
  } catch (const HostLost& lost) {
    why_no_ranks_ = lost.what();
  }
}

/// CPUs may have been taken away meanwhile. Another build may be older than that flag.
std::vector<std::string> HostSupervisor::arguments_for(const std::string& program) const {
  std::vector<std::string> all = arguments_;
  if (program == this_program) {
    all.push_back("--effective-cpus=" + std::to_string(effective_cpus_));
  }
  return all;
}

nlohmann::json HostSupervisor::ask(const std::string& program, const Cell& cell,
                                   const nlohmann::json& request, std::chrono::milliseconds limit) {
  if (cell.strategy->distributed && cell.strategy->unavailable.empty()) {
    if (program != this_program) {
      throw HostLost("only this program can join its ranks", FailureKind::unavailable);
    }
    if (between_ == Between::a_crew) {
      hosts_.clear();
      do_ranks_rest_ = false;
    }
    return ask_rank_zero(request, limit);
  }
  let_ranks_rest();
  constexpr int too_often = 5;
  const auto& wanted = cell.strategy->environment;
  const Place place{program, {wanted.begin(), wanted.end()}};
  int& lost_in_a_row = lost_in_a_row_[{program, cell.strategy->name}];
  if (lost_in_a_row == too_often) {
    throw HostLost("not measured: this strategy's " + std::to_string(too_often) +
                   " rows before, one after the other, lost the process that measures");
  }
  try {
    auto told = host_at(place).ask(request, limit);
    lost_in_a_row = 0;
    return told;
  } catch (const HostLost&) {
    hosts_.erase(place);
    ++lost_in_a_row;
    throw;
  }
}

nlohmann::json HostSupervisor::ask_rank_zero(const nlohmann::json& request,
                                             std::chrono::milliseconds limit) {
  if (!rank_zero_) {
    throw HostLost("not measured: " + why_no_ranks_);
  }
  try {
    return rank_zero_->ask(request, limit);
  } catch (const HostLost& lost) {
    why_no_ranks_ = std::string("the process that speaks for rank 0 was lost: ") + lost.what();
    rank_zero_.reset();
    throw;
  }
}

/// Ranks whose crew is ready spin, as MPI does.
void HostSupervisor::let_ranks_rest() {
  constexpr auto long_enough = std::chrono::seconds(20);
  if (!rank_zero_ || do_ranks_rest_) {
    return;
  }
  do_ranks_rest_ = true;
  try {
    static_cast<void>(ask_rank_zero({{"rest", true}}, long_enough));
  } catch (const HostLost&) {  // NOLINT(bugprone-empty-catch): the next row of theirs says so
  }
}

HostProcess& HostSupervisor::host_at(const Place& place) {
  if (between_ == Between::a_crew) {
    std::erase_if(hosts_, [&place](const auto& each) { return each.first != place; });
  }
  auto& host = hosts_[place];
  if (!host) {
    host = std::make_unique<HostProcess>(place.first, arguments_for(place.first), place.second);
  }
  return *host;
}

}  // namespace crossover
