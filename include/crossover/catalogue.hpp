#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crossover/arena.hpp"
#include "crossover/crew.hpp"
#include "crossover/failure.hpp"
#include "crossover/question.hpp"
#include "crossover/spec.hpp"
#include "crossover/workload.hpp"

/// What the program knows by name. Strategies, workloads and questions add themselves with a static
/// object in the one file that defines them; no list of them exists anywhere else.
namespace crossover {

using StartCrew = std::function<std::unique_ptr<Crew>(Workload&, const Setup&)>;

/// A named way to run items at the same time. What questions, tests and readers of results need to
/// know of it is told here: nobody keeps a list of names.
struct Strategy {
  std::string name;     ///< `<runtime>_<policy>`
  std::string summary;  ///< one line: what it stands for
  std::string family;   ///< `threads`, `openmp`, `processes` ...: its colour in charts
  /// How much it takes to adopt it, the least first. From 0: a loop; from 10: what the language's
  /// own library has; from 20: a compiler flag; from 30: another library; from 40: processes, each
  /// with memory of its own; from 50: the job written anew, as events.
  unsigned simplicity = 0;
  std::string language = "C++";   ///< whose loop it runs
  bool parallel = true;           ///< false: it always has exactly one worker
  bool processes = false;         ///< true: its workers are processes, which share only the arena
  bool starts_each_run = false;   ///< each run has new workers, which end with it
  bool copies_results = false;    ///< workers send what they compute to the caller
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

  [[nodiscard]] bool can_run(const Spec& workload) const {
    return workloads.empty() ||
           std::ranges::find(workloads, workload.workload()) != workloads.end();
  }

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

/// A number within bounds, or one of several words.
struct Parameter {
  std::string key;
  std::string summary;
  std::function<std::string(const Spec&)> standard;  ///< its value, given the ones declared before
  std::uint64_t minimum = 0;
  std::uint64_t maximum = std::numeric_limits<std::uint64_t>::max();
  std::vector<std::string> words = {};  ///< if not empty: the values allowed instead of numbers
};

/// How to make a workload from its spec.
struct WorkloadRecipe {
  std::string name;
  std::string summary;
  std::vector<Parameter> parameters;
  /// Bytes of arena that the workload of a complete spec takes.
  std::function<std::size_t(const Spec&)> bytes;
  /// Allocates from the arena, but leaves its contents alone: it may be another process's.
  std::function<std::unique_ptr<Workload>(const Spec&, Arena&)> make;
};

/// Entries by name, in the order of their names.
template <typename Entry>
class Catalogue {
 public:
  void add(Entry entry) {
    const auto place = std::ranges::lower_bound(entries_, entry.name, {}, &Entry::name);
    if (place != entries_.end() && place->name == entry.name) {
      throw std::logic_error("two entries are called " + entry.name);
    }
    entries_.insert(place, std::move(entry));
  }

  [[nodiscard]] const std::vector<Entry>& all() const noexcept { return entries_; }

  /// Null if there is none of this name.
  [[nodiscard]] const Entry* find(std::string_view name) const {
    const auto found = std::ranges::find(entries_, name, &Entry::name);
    return found == entries_.end() ? nullptr : &*found;
  }

 private:
  std::vector<Entry> entries_;
};

Catalogue<Strategy>& strategies();
Catalogue<Strategy>& references();
Catalogue<WorkloadRecipe>& workloads();
Catalogue<Question>& questions();

/// The strategy or reference of that name. Throws std::logic_error if there is none.
[[nodiscard]] const Strategy& strategy_named(std::string_view name);

/// The recipe of the spec's workload. Throws SpecError if there is none.
[[nodiscard]] const WorkloadRecipe& recipe_of(const Spec& spec);

/// The spec with every parameter of its recipe, in the recipe's order. Throws SpecError for one
/// that is unknown or out of bounds.
[[nodiscard]] Spec complete(const Spec& spec);

/// Completes the spec and makes its workload in the arena. Throws SpecError or ArenaError.
[[nodiscard]] std::unique_ptr<Workload> make_workload(const Spec& spec, Arena& arena);

struct AddStrategy {
  explicit AddStrategy(Strategy strategy) { strategies().add(std::move(strategy)); }
  AddStrategy(Strategy strategy, StartCrew start) {
    strategy.start = std::move(start);
    strategies().add(std::move(strategy));
  }
};
/// The least that something can cost, for instance, written out without a library or a check.
struct AddReference {
  explicit AddReference(Strategy strategy) {
    strategy.is_reference = true;
    references().add(std::move(strategy));
  }
};
struct AddWorkload {
  explicit AddWorkload(WorkloadRecipe recipe) { workloads().add(std::move(recipe)); }
};
struct AddQuestion {
  explicit AddQuestion(Question question) { questions().add(std::move(question)); }
};

}  // namespace crossover
