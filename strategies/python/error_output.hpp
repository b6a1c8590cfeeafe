#pragma once

#include <chrono>
#include <string>

#include "src/system/pipe.hpp"

namespace crossover {

/// What a Python process and all its children write to stderr. Its end means that all have gone.
class ErrorOutput {
 public:
  /// For the process that is to write there.
  [[nodiscard]] int writing_end() const noexcept { return pipe_.writing_end(); }
  /// Once that process has been started: from now on only it and its children can write.
  void only_read() noexcept { pipe_.close_writing_end(); }

  /// Reads what there is, for as long as no pause takes longer than `patience`. True once nobody is
  /// left who could write more.
  bool read_to_end(std::chrono::milliseconds patience);

  /// Of what was read so far; empty if that is nothing.
  [[nodiscard]] std::string last_line() const;

 private:
  Pipe pipe_;
  std::string read_;
};

}  // namespace crossover
