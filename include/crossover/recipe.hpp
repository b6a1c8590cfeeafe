#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "crossover/arena.hpp"
#include "crossover/spec.hpp"
#include "crossover/workload.hpp"

namespace crossover {

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
  /// Its results depend on the spec alone: not on memory that workers share, files or runs before.
  /// Processes of other machines can then compute some of them, each in an arena of its own.
  bool distributable = false;
  /// Allocates from the arena, but leaves its contents alone: it may be another process's.
  std::function<std::unique_ptr<Workload>(const Spec&, Arena&)> make;
  std::string item = "item";    ///< what one of them is called
  std::string items = "items";  ///< what several of them are called
  bool is_job = false;          ///< see AddJob
};

/// The `make` of a workload that is constructed from its spec and an arena.
template <typename WorkloadType>
std::unique_ptr<Workload> make(const Spec& spec, Arena& arena) {
  return std::make_unique<WorkloadType>(spec, arena);
}

}  // namespace crossover
