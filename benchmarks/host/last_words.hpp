#pragma once

#include <sys/types.h>

#include <string>

#include "src/system/file_descriptor.hpp"

namespace crossover {

/// What a host and all below it write to their standard error. It is passed on to ours once the
/// host has answered or ended, so that it never tears the line that shows the progress; of one that
/// ends the last line is the only one who knows why, such as a runtime's that gets no thread.
class LastWords {
 public:
  /// Throws std::system_error.
  LastWords();

  /// For the process that is to write there.
  [[nodiscard]] int writing_end() const noexcept { return file_.number(); }

  /// Writes what is new to the standard error; returns the last line of it that is not empty.
  std::string pass_on();

 private:
  FileDescriptor file_;
  off_t passed_on_ = 0;
};

}  // namespace crossover
