#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace crossover {

/// Tells on stderr how far the rows are: in place on a terminal, every tenth of them elsewhere.
class Progress {
 public:
  explicit Progress(std::size_t rows);

  /// A row is being measured, perhaps not for the first time.
  void at(std::size_t row, const std::string& name);

  /// Leaves the terminal's line empty.
  void finish() const;

 private:
  std::vector<bool> begun_;  // by row
  std::size_t rows_begun_ = 0;
  bool on_terminal_;
};

}  // namespace crossover
