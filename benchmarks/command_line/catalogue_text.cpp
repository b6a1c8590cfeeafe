#include "benchmarks/command_line/catalogue_text.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

#include "crossover/catalogue.hpp"

namespace crossover {

namespace {

std::string line(std::string name, const std::string& summary) {
  constexpr std::size_t column = 22;
  name.resize(std::max(name.size() + 1, column), ' ');
  return "  " + name + summary + "\n";
}

}  // namespace

std::string catalogue_text() {
  std::string text = "strategies\n";
  for (const Strategy& strategy : strategies().all()) {
    text += line(strategy.name,
                 strategy.unavailable.empty()
                     ? strategy.summary
                     : "unavailable (" + strategy.unavailable + "): " + strategy.summary);
  }
  text += "workloads\n";
  for (const WorkloadRecipe& recipe : workloads().all()) {
    text += line(recipe.name, recipe.summary);
  }
  text += "questions\n";
  for (const Question& question : questions().all()) {
    text += line(question.name, question.summary);
  }
  return text;
}

}  // namespace crossover
