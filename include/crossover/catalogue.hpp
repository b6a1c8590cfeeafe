#pragma once

#include <algorithm>
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
#include "crossover/recipe.hpp"
#include "crossover/spec.hpp"
#include "crossover/strategy.hpp"
#include "crossover/workload.hpp"

/// What the program knows by name. Strategies, workloads and questions add themselves with a static
/// object in the one file that defines them; no list of them exists anywhere else.
namespace crossover {

/// Entries by name, in the order of their names.
template <typename Entry>
class Catalogue {
 public:
  /// Before `main`, where nobody could catch what it throws: of two with one name, the second is
  /// only noted.
  void add(Entry entry) {
    const auto place = std::ranges::lower_bound(entries_, entry.name, {}, &Entry::name);
    if (place != entries_.end() && place->name == entry.name) {
      doubles_.push_back(entry.name);
    } else {
      entries_.insert(place, std::move(entry));
    }
  }

  /// Names that were given to more than one entry: there must be none.
  [[nodiscard]] const std::vector<std::string>& doubles() const noexcept { return doubles_; }

  [[nodiscard]] const std::vector<Entry>& all() const noexcept { return entries_; }

  /// Null if there is none of this name.
  [[nodiscard]] const Entry* find(std::string_view name) const {
    const auto found = std::ranges::find(entries_, name, &Entry::name);
    return found == entries_.end() ? nullptr : &*found;
  }

 private:
  std::vector<Entry> entries_;
  std::vector<std::string> doubles_;
};

Catalogue<Strategy>& strategies();
Catalogue<Strategy>& references();
Catalogue<WorkloadRecipe>& workloads();
Catalogue<Question>& questions();

/// Throws SpecError if two strategies, workloads or questions have the same name.
void require_unique_names();

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
/// A workload that somebody wants to know the best strategy for. Its first parameter is `n`, whose
/// standard value is its usual size.
struct AddJob {
  explicit AddJob(WorkloadRecipe recipe) {
    recipe.is_job = true;
    workloads().add(std::move(recipe));
  }
};
struct AddQuestion {
  explicit AddQuestion(Question question) { questions().add(std::move(question)); }
};

}  // namespace crossover
