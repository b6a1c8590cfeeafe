#include "benchmarks/google_benchmark/progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace crossover {

Progress::Progress(std::size_t rows)
    : begun_(rows),
      // The table that a terminal on stdout shows is progress enough.
      on_terminal_(::isatty(STDERR_FILENO) != 0 && ::isatty(STDOUT_FILENO) == 0) {}

void Progress::at(std::size_t row, const std::string& name) {
  const bool first_time = !begun_[row];
  begun_[row] = true;
  rows_begun_ += first_time ? 1 : 0;
  const std::string text =
      std::to_string(rows_begun_) + " of " + std::to_string(begun_.size()) + " rows begun";
  const std::size_t tenth = std::max<std::size_t>(1, begun_.size() / 10);
  if (on_terminal_) {
    std::cerr << "\r\033[K" << text << ", now " << name << std::flush;
  } else if (first_time && (rows_begun_ % tenth == 0 || rows_begun_ == begun_.size())) {
    std::cerr << text << '\n';
  }
}

void Progress::finish() const {
  if (on_terminal_) {
    std::cerr << "\r\033[K" << std::flush;
  }
}

}  // namespace crossover
