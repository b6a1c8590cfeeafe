#pragma once

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "strategies/mpi/communicator.hpp"
#include "strategies/mpi/messages.hpp"

namespace crossover {

/// All other ranks, as rank 0 sees them. A process joins its job at most once and cannot join it
/// again: MPI is neither initialized nor finalized twice.
class Ranks {
 public:
  using Patience = std::chrono::milliseconds;

  /// Joins the job and hears from each rank that it is of the same version. What goes wrong is told
  /// by every call of `require_all`. Whoever answers must do so within `patience`.
  Ranks(std::string_view version, Patience patience) noexcept;
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;
  Ranks(Ranks&&) = delete;
  Ranks& operator=(Ranks&&) = delete;

  /// Says goodbye and leaves the job.
  ~Ranks();

  /// Those that this process has joined; null if there are none.
  [[nodiscard]] static Ranks* joined() noexcept;

  /// Throws why there is no job, or no longer.
  void require_all() const;

  [[nodiscard]] unsigned count() const noexcept { return static_cast<unsigned>(hosts_.size()); }

  /// Hosts that the first ranks run on, each counted once.
  [[nodiscard]] std::size_t hosts_of_first(unsigned ranks) const;

  /// "rank 1 on host-b"
  [[nodiscard]] std::string name_of(unsigned rank) const;

  [[nodiscard]] const std::string& library() const noexcept { return library_; }

  void give(unsigned rank, const Order& order, std::string_view spec = {});

  /// Begins to receive; empty bytes are not awaited.
  void expect(unsigned rank, MessageKind kind, std::span<std::byte> bytes);

  /// Returns when all that is expected has come. Throws TimedOut for a rank that does not answer,
  /// after which the job is lost.
  void await_all();

 private:
  void hear_from_all(std::string_view version);
  void dismiss_all();
  void lose(const std::string& why) noexcept;

  Patience patience_;
  std::unique_ptr<Communicator> communicator_;
  std::vector<std::string> hosts_;  // of each rank
  std::string library_;
  std::string why_none_;
};

}  // namespace crossover
