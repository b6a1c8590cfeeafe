#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace crossover {

/// Lines that another process writes, each of which may be long in coming.
class LineReader {
 public:
  using Clock = std::chrono::steady_clock;

  explicit LineReader(int descriptor) : descriptor_(descriptor) {}

  /// The next line without its end; none once the writers are gone. Throws TimedOut, Interrupted
  /// (signals are let in here, where they are blocked elsewhere), std::system_error.
  [[nodiscard]] std::optional<std::string> next(Clock::time_point deadline);
  [[nodiscard]] std::optional<std::string> next() { return next(Clock::time_point::max()); }

 private:
  [[nodiscard]] std::optional<std::string> take_line();
  void await(Clock::time_point deadline) const;

  int descriptor_;
  std::string read_;  // and not yet taken
};

/// Writes a line. Throws std::system_error.
void send_line(int descriptor, std::string line);

}  // namespace crossover
