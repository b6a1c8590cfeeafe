#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "crossover/crew.hpp"
#include "crossover/failure.hpp"
#include "crossover/spec.hpp"
#include "crossover/workload.hpp"

namespace crossover {

using StartCrew = std::function<std::unique_ptr<Crew>(Workload&, const Setup&)>;

/// A named way to run items at the same time. What every strategy promises:
///
/// - `start` gets workers ready for one workload and returns them as a Crew, or throws a sentence
///   that a user can act on and leaves nothing behind. Their shared memory comes from the arena.
/// - `Crew::run` computes every item exactly once, in the slices of the setup, and returns when all
///   results are visible. It may be called as often as wanted. What a worker throws, it throws.
/// - `~Crew` leaves no thread, process, descriptor or memory behind.
///
/// A SlicedCrew is the easiest way to keep the second promise. The other members are traits: what
/// questions, tests and readers of results must know of it, so that nobody keeps a list of names.
/// tests/strategy_contract_test.cpp asks for all of this.
struct Strategy {
  std::string name;     ///< `<runtime>_<policy>`
  std::string summary;  ///< one line: what it stands for
  std::string family;   ///< `threads`, `openmp`, `processes` ...: its colour in charts
  /// How much it takes to adopt it, the least first. From 0: a loop; from 10: what the language's
  /// own library has; from 20: a compiler flag; from 30: another library; from 40: processes, each
  /// with memory of its own; from 50: the job written anew, as events.
  unsigned simplicity = 0;
  std::string language = "C++";  ///< whose loop it runs
  bool parallel = true;          ///< false: it always has exactly one worker
  bool processes = false;        ///< true: its workers are processes, which share only the arena
  bool starts_each_run = false;  ///< each run has new workers, which end with it
  bool copies_results = false;   ///< workers send what they compute to the caller
  /// Its workers are the ranks of an MPI job, perhaps on several hosts: they share nothing but a
  /// spec, and so run only workloads that are distributable.
  bool distributed = false;
  bool external_runtime = false;  ///< the workers belong to a library or language, not to its crew
  /// Stands for the others like it where a question cannot ask all: same family, and new workers
  /// for each run or not.
  bool representative = false;
  /// Workers take slices when they are free for one, so a run may be done before some have come.
  bool may_leave_workers_idle = false;
  /// Gets workers ready; throws a sentence a user can act on if that fails.
  StartCrew start = {};
  std::string unavailable = {};  ///< why this build cannot start it; empty if it can
  /// The only workloads it can run; empty: any.
  std::vector<std::string> workloads = {};
  /// Questions leave it out unless they are about it or it is asked for by name.
  bool on_request = false;
  /// What must be in the environment when the program starts, since a runtime reads it only then.
  std::vector<std::pair<std::string, std::string>> environment = {};
  /// Nobody's choice: strategies are held against it.
  bool is_reference = false;

  [[nodiscard]] bool can_run(const Spec& workload) const;

  /// Stands for workers that are ready before a run.
  [[nodiscard]] bool is_ready_representative() const { return representative && !starts_each_run; }
};

/// The `start` of a strategy whose crew is constructed from a workload and a setup.
template <typename CrewType>
std::unique_ptr<Crew> start_crew(Workload& workload, const Setup& setup) {
  return std::make_unique<CrewType>(workload, setup);
}

/// A strategy that this build cannot offer: it keeps its rows, which say why.
inline Strategy unavailable(Strategy strategy, const std::string& reason) {
  strategy.unavailable = reason;
  strategy.start = [reason](Workload&, const Setup&) -> std::unique_ptr<Crew> {
    throw Unavailable(reason);
  };
  return strategy;
}

}  // namespace crossover
