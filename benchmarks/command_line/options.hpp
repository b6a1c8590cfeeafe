#pragma once

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "crossover/question.hpp"

namespace crossover {

/// Something on the command line that cannot be; the text says what, where and what to do.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What the command line asks for.
struct Options {
  Scope scope;
  std::vector<const Question*> questions;
  std::string results_folder;  ///< empty: none is written
  std::string files_folder;    ///< where workloads keep files while they are measured
  bool plan = false;           ///< print the plan instead of measuring it
  bool life = false;           ///< measure one life of a recording, as the standard input orders
  int host_of = 0;             ///< measure for the process that has this number; 0: do not
  bool joins_ranks = false;    ///< as such a process, speak for rank 0 of an MPI job
  /// For a row, besides what its memory and its minimum time need; none: as long as usual.
  std::optional<std::chrono::milliseconds> time_limit;
  /// What is neither ours nor a mistake: the program's name and Google Benchmark's flags.
  std::vector<std::string> google_benchmark;
  /// Set if there is nothing to do but to print this: help, the version or the catalogues.
  std::optional<std::string> text;
};

/// Throws UsageError.
[[nodiscard]] Options parse_options(int argc, char** argv, unsigned effective_cpus);

}  // namespace crossover
