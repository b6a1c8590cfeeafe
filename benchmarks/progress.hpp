#pragma once

#include <cstddef>
#include <string>

namespace crossover {

/// Tells on stderr how far the rows are: in place on a terminal, every tenth of them elsewhere.
class Progress {
 public:
  explicit Progress(std::size_t rows);

  /// A row is being measured; may be called several times for the same.
  void at(std::size_t row, const std::string& name);

  /// Leaves the terminal's line empty.
  void finish() const;

 private:
  std::size_t rows_;
  std::size_t next_ = 0;  // the first row not yet announced
  bool on_terminal_;
};

}  // namespace crossover
