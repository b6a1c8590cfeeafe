#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <variant>

namespace crossover {

/// Until so much time has passed. Ends with 0.
struct Sleep {
  std::chrono::nanoseconds duration;
};

/// Until all these bytes are in a stream, such as a FIFO. Ends with their number.
struct Send {
  int stream;
  std::span<const std::byte> bytes;
};

/// Until there is something in a stream, to be put into the buffer. Ends with the bytes received.
struct Receive {
  int stream;
  std::span<std::byte> buffer;
};

/// Until bytes from that place in a file are in the buffer. Ends with their number.
struct ReadAt {
  int file;
  std::span<std::byte> buffer;
  std::uint64_t offset;
};

using Wait = std::variant<Sleep, Send, Receive, ReadAt>;

/// What the items of a workload wait for, for strategies that wait for many at once, with no thread
/// for each. The other ones just `compute` such a workload, and wait for the same.
///
/// A slot is one of the items under way at the same time, as a worker is: its number, from 0 on, is
/// in use once at a time. Descriptors and buffers of a wait last until that has ended.
class Waits {
 public:
  Waits() = default;
  Waits(const Waits&) = delete;
  Waits& operator=(const Waits&) = delete;
  Waits(Waits&&) = delete;
  Waits& operator=(Waits&&) = delete;
  virtual ~Waits() = default;

  /// What this item waits for first. May throw: the run then fails with the reason.
  virtual Wait begin(std::size_t item, unsigned slot) = 0;

  /// Its wait has ended, with what is said there or, if it has failed, the negative of an errno.
  /// Returns what the item waits for next; nothing if it is done. May throw as `begin`.
  virtual std::optional<Wait> end(std::size_t item, unsigned slot, int result) = 0;

  /// No wait takes longer unless something is wrong: it then ends with -ETIMEDOUT.
  [[nodiscard]] virtual std::chrono::milliseconds patience() const = 0;
};

}  // namespace crossover
