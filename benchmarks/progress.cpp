#include "progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace crossover {

Progress::Progress(std::size_t rows)
    : rows_(rows),
      // The table that a terminal on stdout shows is progress enough.
      on_terminal_(::isatty(STDERR_FILENO) != 0 && ::isatty(STDOUT_FILENO) == 0) {}

void Progress::at(std::size_t row, const std::string& name) {
  if (row < next_) {
    return;
  }
  const std::size_t tenth = std::max<std::size_t>(1, rows_ / 10);
  const std::string text = "row " + std::to_string(row + 1) + " of " + std::to_string(rows_);
  if (on_terminal_) {
    std::cerr << "\r\033[K" << text << ": " << name << std::flush;
  } else if (row % tenth == 0) {
    std::cerr << text << '\n';
  }
  next_ = row + 1;
}

void Progress::finish() const {
  if (on_terminal_) {
    std::cerr << "\r\033[K" << std::flush;
  }
}

}  // namespace crossover
