#include "benchmarks/google_benchmark/answerer.hpp"

#include <iostream>
#include <utility>

#include "benchmarks/host/time_limit.hpp"
#include "crossover/strategy.hpp"

namespace crossover {

Answerer::Answerer(const Plan& rows, Host::Conditions conditions,
                   const std::vector<std::string>& arguments, std::chrono::milliseconds limit)
    : rows_(rows),
      conditions_(std::move(conditions)),
      limit_(limit),
      hosts_(arguments, conditions_.effective_cpus, HostSupervisor::Between::a_crew) {
  if (needs_ranks(rows)) {
    hosts_.join_ranks();
  }
}

nlohmann::json Answerer::answer(const Cell& cell, const nlohmann::json& request) {
  if (!here_) {
    try {
      return hosts_.ask(this_program, cell, request, time_limit(cell, limit_));
    } catch (const HostNotStarted& why) {
      std::cerr << "bench: " << why.what()
                << "; this one measures, and nothing ends a row that hangs\n";
      here_.emplace(rows_, conditions_);
      why_here_ = why.what();
    }
  }
  if (cell.strategy->external_runtime) {
    throw HostNotStarted(why_here_);
  }
  return here_->answer(request);
}

}  // namespace crossover
