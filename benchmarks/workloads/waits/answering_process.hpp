#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>

#include "src/system/child_processes.hpp"

namespace crossover {

/// As it goes through the FIFO for requests: in one piece, being smaller than PIPE_BUF.
struct Request {
  std::uint64_t number;  ///< comes back with the answer; no two of a worker share one
  std::uint64_t item;
  std::uint64_t worker;
};

/// As it goes through a worker's own FIFO.
struct Answer {
  std::uint64_t number;
  std::uint64_t token;
};

/// The FIFO that a worker receives its answers from.
[[nodiscard]] std::filesystem::path answers_fifo(const std::filesystem::path& folder,
                                                 std::uint64_t worker);

/// A process that answers each request a certain time after it has received it. It ends with this
/// object, or with the process that made it.
class AnsweringProcess {
 public:
  struct Duties {
    int requests;                  ///< the FIFO to receive from, does not block
    std::filesystem::path folder;  ///< of the FIFOs to answer into
    std::chrono::nanoseconds delay;
    std::function<std::uint64_t(std::uint64_t item)> token;
    std::atomic<int>& failed;  ///< shared memory: errno of what keeps it from answering
  };

  /// Throws std::system_error if there is no process to be had.
  explicit AnsweringProcess(const Duties& duties);

  [[nodiscard]] bool is_alive();

 private:
  ChildProcesses process_;
};

}  // namespace crossover
