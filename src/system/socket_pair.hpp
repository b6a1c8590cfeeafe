#pragma once

#include <string_view>

#include "src/system/file_descriptor.hpp"

namespace crossover {

/// Two connected stream sockets, so that two processes can talk with each other. Neither is
/// inherited by a program that is executed, unless it is duplicated.
class SocketPair {
 public:
  /// Throws std::system_error when there are no descriptors to be had.
  SocketPair();

  [[nodiscard]] int own() const noexcept { return own_.number(); }
  [[nodiscard]] int other() const noexcept { return other_.number(); }

  /// Once the other process has it: the own one then tells when that process is gone.
  void close_other() noexcept { other_.close(); }

  /// Throws std::system_error, and nothing worse, if the other process is gone.
  void send(std::string_view bytes) const;

  /// The other process finds the end of its input.
  void end_sending() const noexcept;

 private:
  FileDescriptor own_;
  FileDescriptor other_;
};

}  // namespace crossover
