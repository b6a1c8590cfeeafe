#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "benchmarks/host/host_process.hpp"
#include "crossover/question.hpp"

namespace crossover {

/// The path of the program that is running.
inline constexpr auto this_program = "/proc/self/exe";

/// Hosts: one for each program and each environment that a strategy wants, started when it is first
/// asked, and again after it was lost. All of them end with this object.
class HostSupervisor {
 public:
  /// What a host has after it has answered.
  enum class Between { nothing, a_crew };

  /// `arguments` are those that this program was called with, and `effective_cpus` what its plan
  /// was made for: that of its hosts is then the same. Crews of one host would not be at rest while
  /// another one measures: where they stay, a host ends before the next one is asked.
  HostSupervisor(std::vector<std::string> arguments, unsigned effective_cpus, Between between);

  HostSupervisor(const HostSupervisor&) = delete;
  HostSupervisor& operator=(const HostSupervisor&) = delete;
  HostSupervisor(HostSupervisor&&) = delete;
  HostSupervisor& operator=(HostSupervisor&&) = delete;
  ~HostSupervisor();

  /// Starts the host that joins the MPI job as rank 0, so that the other ranks need not wait for
  /// the first row that is theirs. This process itself stays out of the job: where MPI hangs,
  /// crashes or ends its process, the rows that have been measured are safe here, and the job ends
  /// since rank 0 does. There is one such host and never a second one, since a rank cannot join
  /// again.
  void join_ranks();

  /// Has a host of `program` answer a request for the cell. Throws as HostProcess does, and
  /// HostLost if the strategy has lost its host so often one after the other that there is no point
  /// in another one.
  [[nodiscard]] nlohmann::json ask(const std::string& program, const Cell& cell,
                                   const nlohmann::json& request, std::chrono::milliseconds limit);

 private:
  using Environment = std::map<std::string, std::string>;
  using Place = std::pair<std::string, Environment>;
  [[nodiscard]] nlohmann::json ask_rank_zero(const nlohmann::json& request,
                                             std::chrono::milliseconds limit);
  void let_ranks_rest();
  HostProcess& host_at(const Place& place);
  [[nodiscard]] std::vector<std::string> arguments_for(const std::string& program) const;

  std::vector<std::string> arguments_;
  unsigned effective_cpus_;
  Between between_;
  std::map<Place, std::unique_ptr<HostProcess>> hosts_;
  std::unique_ptr<HostProcess> rank_zero_;
  bool do_ranks_rest_ = true;
  std::string why_no_ranks_ = "no process has joined the ranks";
  std::map<std::pair<std::string, std::string>, int> lost_in_a_row_;  // by program and strategy
};

}  // namespace crossover
