#include "benchmarks/google_benchmark/catalogue_json.hpp"

#include "crossover/catalogue.hpp"

namespace crossover {

namespace {

using nlohmann::ordered_json;

ordered_json to_json(const Strategy& strategy) {
  return {{"family", strategy.family},
          {"simplicity", strategy.simplicity},
          {"language", strategy.language},
          {"processes", strategy.processes},
          {"parallel", strategy.parallel},
          {"starts_each_run", strategy.starts_each_run},
          {"copies_results", strategy.copies_results},
          {"on_request", strategy.on_request},
          {"is_reference", strategy.is_reference},
          {"summary", strategy.summary}};
}

/// What a first answer asks of, on whatever machine.
Scope brief_scope() {
  Scope scope;
  scope.is_brief = true;
  for (const Strategy& strategy : strategies().all()) {
    if (!strategy.on_request) {
      scope.strategies.push_back(&strategy);
    }
  }
  return scope;
}

}  // namespace

ordered_json strategies_as_json() {
  ordered_json all = ordered_json::object();
  for (const auto* catalogue : {&strategies(), &references()}) {
    for (const Strategy& strategy : catalogue->all()) {
      all[strategy.name] = to_json(strategy);
    }
  }
  return all;
}

ordered_json questions_as_json() {
  const Scope brief = brief_scope();
  ordered_json all = ordered_json::object();
  for (const Question& question : questions().all()) {
    all[question.name] = {{"summary", question.summary},
                          {"on_request", question.on_request},
                          {"in_brief", !question.on_request && !question.cells(brief).empty()}};
  }
  return all;
}

ordered_json jobs_as_json() {
  ordered_json all = ordered_json::object();
  for (const Spec& job : Scope{}.jobs_or({Spec("squares").set("n", 1U)})) {
    const WorkloadRecipe& recipe = recipe_of(job);
    all[recipe.name] = {
        {"item", recipe.item}, {"items", recipe.items}, {"summary", recipe.summary}};
  }
  return all;
}

}  // namespace crossover
