// A workload called by name and parameters, as users and executed workers do.
#include <cstddef>
#include <cstdint>
#include <string>

#include "crossover/catalogue.hpp"
#include "crossover/recipe.hpp"
#include "crossover/spec.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  try {
    const auto spec = crossover::complete(crossover::Spec::parse(text));
    static_cast<void>(crossover::recipe_of(spec).bytes(spec));
  } catch (const crossover::SpecError&) {
  }
  return 0;
}
