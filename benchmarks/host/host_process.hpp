#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "benchmarks/host/last_words.hpp"
#include "benchmarks/host/line_reader.hpp"
#include "crossover/failure.hpp"
#include "src/system/socket_pair.hpp"

namespace crossover {

/// A host has died, does not answer, or could not be started; the text says what.
class HostLost : public Failure {
 public:
  explicit HostLost(const std::string& words, FailureKind kind = FailureKind::failed)
      : Failure(kind, words) {}
};

class HostNotStarted : public HostLost {
 public:
  using HostLost::HostLost;
};

/// A host as the one sees it who asks: a process in a group of its own, so that a Ctrl-C does not
/// meet it, and that the host and all below it can be ended with one signal.
class HostProcess {
 public:
  /// Executes `program` with these arguments, and with these variables in its environment besides
  /// the own ones. Throws HostNotStarted.
  HostProcess(const std::string& program, std::vector<std::string> arguments,
              const std::map<std::string, std::string>& environment);
  HostProcess(const HostProcess&) = delete;
  HostProcess& operator=(const HostProcess&) = delete;
  HostProcess(HostProcess&&) = delete;
  HostProcess& operator=(HostProcess&&) = delete;
  /// One that has nothing to do may tidy up before.
  ~HostProcess();

  /// What the host answers: see Host. Throws HostLost, after which there is no host any more, and
  /// Interrupted, after which there is nothing more to be asked for.
  [[nodiscard]] nlohmann::json ask(const nlohmann::json& request, std::chrono::milliseconds limit);

  /// It waits for others that may be gone, so it is not to tidy up before it is ended.
  void forgo_tidying() noexcept { tidies_up_ = false; }

 private:
  [[noreturn]] void lose(const std::string& why, FailureKind kind = FailureKind::failed);
  void let_tidy_up() const noexcept;
  void end_all_below() noexcept;
  void end() noexcept;
  [[nodiscard]] int reap() noexcept;

  pid_t pid_ = -1;
  SocketPair channel_;
  LastWords words_;
  LineReader reader_;
  bool is_busy_ = false;
  bool tidies_up_ = true;
  std::vector<pid_t> below_;  // that were ended with it
};

}  // namespace crossover
