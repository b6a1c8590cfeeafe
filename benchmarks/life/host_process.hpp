#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "benchmarks/life/line_reader.hpp"
#include "crossover/failure.hpp"
#include "src/system/pipe.hpp"

namespace crossover {

/// A host has died, does not answer, or could not be started; the text says what.
class HostLost : public Failure {
 public:
  explicit HostLost(const std::string& words, FailureKind kind = FailureKind::failed)
      : Failure(kind, words) {}
};

/// A host as the coordinator of a life sees it: a process in a group of its own, so that a Ctrl-C
/// meets the coordinator alone, and that the host and all below it can be ended with one signal.
class HostProcess {
 public:
  /// Executes `program` with these arguments, and with these variables in its environment besides
  /// the own ones. Throws HostLost.
  HostProcess(const std::string& program, std::vector<std::string> arguments,
              const std::map<std::string, std::string>& environment);
  HostProcess(const HostProcess&) = delete;
  HostProcess& operator=(const HostProcess&) = delete;
  HostProcess(HostProcess&&) = delete;
  HostProcess& operator=(HostProcess&&) = delete;
  ~HostProcess();

  /// What a turn tells, or {"error": ..., "kind": ...}: see Host. Throws HostLost, after which
  /// there is no host any more, and Interrupted.
  [[nodiscard]] nlohmann::json take_turn(const std::string& row, double sample_ms,
                                         std::chrono::milliseconds limit);

 private:
  [[noreturn]] void lose(const std::string& why, FailureKind kind = FailureKind::failed);
  void end() noexcept;
  [[nodiscard]] int reap() noexcept;

  pid_t pid_ = -1;
  Pipe requests_;
  Pipe answers_;
  LineReader reader_;
};

}  // namespace crossover
