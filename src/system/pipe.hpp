#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <vector>

#include "src/system/file_descriptor.hpp"

namespace crossover {

/// A pipe(7) whose two ends are used by different processes.
class Pipe {
 public:
  /// Throws std::system_error when there are no descriptors to be had.
  Pipe();

  /// Blocks until all is in the pipe. Throws std::system_error.
  void send(std::span<const std::byte> bytes) const;

  [[nodiscard]] int reading_end() const noexcept { return reading_end_.number(); }
  [[nodiscard]] int writing_end() const noexcept { return writing_end_.number(); }

  /// For a process that only writes: its writes fail once all readers are gone.
  void close_reading_end() noexcept { reading_end_.close(); }

  /// Ends the pipe for its readers, once no other process can write into it.
  void close_writing_end() noexcept { writing_end_.close(); }

 private:
  FileDescriptor reading_end_;
  FileDescriptor writing_end_;
};

/// What is still to come through a pipe, and where to put it.
struct Incoming {
  const Pipe* pipe;
  std::span<std::byte> bytes;
};

/// Receives from all pipes at once. True when everything has come; false when nothing has for
/// `patience`. What has come is taken off `incoming`. Throws std::system_error.
[[nodiscard]] bool receive(std::vector<Incoming>& incoming, std::chrono::milliseconds patience);

}  // namespace crossover
