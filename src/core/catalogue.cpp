#include "crossover/catalogue.hpp"

namespace crossover {

namespace {

void require_allowed(const Parameter& parameter, const Spec& spec) {
  const std::string what = spec.workload() + "'s " + parameter.key;
  const std::string& value = spec.word(parameter.key);
  if (parameter.words.empty()) {
    static_cast<void>(parse_whole_number(value, what, parameter.minimum, parameter.maximum));
    return;
  }
  if (std::ranges::find(parameter.words, value) == parameter.words.end()) {
    std::string allowed;
    for (const std::string& word : parameter.words) {
      allowed += (allowed.empty() ? "" : ", ") + word;
    }
    throw SpecError(what + " is '" + value + "'; it can be " + allowed);
  }
}

template <typename Entry>
void require_unique(const Catalogue<Entry>& catalogue, const std::string& kind) {
  if (!catalogue.doubles().empty()) {
    throw SpecError("two " + kind + " are called '" + catalogue.doubles().front() +
                    "': give one of them another name");
  }
}

}  // namespace

void require_unique_names() {
  require_unique(strategies(), "strategies");
  require_unique(references(), "references");
  require_unique(workloads(), "workloads");
  require_unique(questions(), "questions");
}

bool Strategy::can_run(const Spec& workload) const {
  const bool is_one_of_its_own =
      workloads.empty() || std::ranges::find(workloads, workload.workload()) != workloads.end();
  return is_one_of_its_own && (!distributed || recipe_of(workload).distributable);
}

const Strategy& strategy_named(std::string_view name) {
  for (const auto* catalogue : {&strategies(), &references()}) {
    if (const Strategy* found = catalogue->find(name)) {
      return *found;
    }
  }
  throw std::logic_error("there is no strategy '" + std::string(name) + "'");
}

const WorkloadRecipe& recipe_of(const Spec& spec) {
  const WorkloadRecipe* recipe = workloads().find(spec.workload());
  if (recipe == nullptr) {
    throw SpecError("there is no workload '" + spec.workload() + "'");
  }
  return *recipe;
}

Spec complete(const Spec& spec) {
  const WorkloadRecipe& recipe = recipe_of(spec);
  Spec whole(recipe.name);
  for (const Parameter& parameter : recipe.parameters) {
    whole.set(parameter.key,
              spec.has(parameter.key) ? spec.word(parameter.key) : parameter.standard(whole));
    require_allowed(parameter, whole);
  }
  for (const auto& [key, value] : spec.parameters()) {
    if (!whole.has(key)) {
      throw SpecError("workload " + recipe.name + " has no parameter '" + key + "'");
    }
  }
  return whole;
}

std::unique_ptr<Workload> make_workload(const Spec& spec, Arena& arena) {
  return recipe_of(spec).make(complete(spec), arena);
}

Catalogue<Strategy>& strategies() {
  static Catalogue<Strategy> catalogue;
  return catalogue;
}

Catalogue<Strategy>& references() {
  static Catalogue<Strategy> catalogue;
  return catalogue;
}

Catalogue<WorkloadRecipe>& workloads() {
  static Catalogue<WorkloadRecipe> catalogue;
  return catalogue;
}

Catalogue<Question>& questions() {
  static Catalogue<Question> catalogue;
  return catalogue;
}

}  // namespace crossover
