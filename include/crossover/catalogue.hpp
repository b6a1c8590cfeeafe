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
#include "crossover/question.hpp"
#include "crossover/spec.hpp"
#include "crossover/workload.hpp"

/// What the program knows by name. Strategies, workloads and questions add themselves with a static
/// object in the one file that defines them; no list of them exists anywhere else.
namespace crossover {

/// A named way to run items at the same time.
struct Strategy {
  std::string name;        ///< `<runtime>_<policy>`
  std::string summary;     ///< one line: what it stands for
  bool parallel = true;    ///< false: it always has exactly one worker
  bool processes = false;  ///< true: its workers are processes, which share only the arena
  /// Workers take slices when they are free for one, so a run may be done before some have come.
  bool may_leave_workers_idle = false;
  /// Gets workers ready; throws a sentence a user can act on if that fails.
  std::function<std::unique_ptr<Crew>(Workload&, const Setup&)> start;
  std::string unavailable = {};  ///< why this build cannot start it; empty if it can
  /// The only workloads it can run; empty: any.
  std::vector<std::string> workloads = {};
  /// Questions leave it out unless they are about it or it is asked for by name.
  bool on_request = false;
  /// What must be in the environment when the program starts, since a runtime reads it only then.
  std::vector<std::pair<std::string, std::string>> environment = {};

  [[nodiscard]] bool can_run(const Spec& workload) const {
    return workloads.empty() ||
           std::ranges::find(workloads, workload.workload()) != workloads.end();
  }
};

/// The `start` of a strategy whose crew is constructed from a workload and a setup.
template <typename CrewType>
std::unique_ptr<Crew> start_crew(Workload& workload, const Setup& setup) {
  return std::make_unique<CrewType>(workload, setup);
}

/// A strategy that this build cannot offer: it keeps its rows, which say why.
inline Strategy unavailable(std::string name, std::string summary, const std::string& reason) {
  return {.name = std::move(name),
          .summary = std::move(summary),
          .start = [reason](Workload&, const Setup&) -> std::unique_ptr<Crew> {
            throw std::runtime_error("unavailable: " + reason);
          },
          .unavailable = reason};
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
Catalogue<WorkloadRecipe>& workloads();
Catalogue<Question>& questions();

/// The recipe of the spec's workload. Throws SpecError if there is none.
[[nodiscard]] const WorkloadRecipe& recipe_of(const Spec& spec);

/// The spec with every parameter of its recipe, in the recipe's order. Throws SpecError for one
/// that is unknown or out of bounds.
[[nodiscard]] Spec complete(const Spec& spec);

/// Completes the spec and makes its workload in the arena. Throws SpecError or ArenaError.
[[nodiscard]] std::unique_ptr<Workload> make_workload(const Spec& spec, Arena& arena);

struct AddStrategy {
  explicit AddStrategy(Strategy strategy) { strategies().add(std::move(strategy)); }
};
struct AddWorkload {
  explicit AddWorkload(WorkloadRecipe recipe) { workloads().add(std::move(recipe)); }
};
struct AddQuestion {
  explicit AddQuestion(Question question) { questions().add(std::move(question)); }
};

}  // namespace crossover
