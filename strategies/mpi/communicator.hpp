#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace crossover {

/// What a message between ranks is; those of one kind arrive in the order in which they were sent.
enum class MessageKind : int { introduction = 1, order, spec, report, result };

/// The ranks of an MPI job, as far as this program uses MPI. The module `crossover_mpi.so`
/// implements it and is alone linked with MPI, so that a program that is started without a launcher
/// does not load it: the start of executed workers is measured. One thread uses it.
///
/// All members throw std::runtime_error with MPI's words.
class Communicator {
 public:
  Communicator() = default;
  Communicator(const Communicator&) = delete;
  Communicator& operator=(const Communicator&) = delete;
  Communicator(Communicator&&) = delete;
  Communicator& operator=(Communicator&&) = delete;

  /// Leaves the job, together with all other ranks, unless it has been abandoned.
  virtual ~Communicator() = default;

  [[nodiscard]] virtual unsigned rank() const = 0;
  [[nodiscard]] virtual unsigned count() const = 0;
  [[nodiscard]] virtual std::string host() const = 0;     ///< that this rank runs on
  [[nodiscard]] virtual std::string library() const = 0;  ///< "Open MPI 4.1.4"

  /// Returns when the bytes may be changed again; that may be when they have been received.
  virtual void send(unsigned to, MessageKind kind, std::span<const std::byte> bytes) = 0;

  /// Waits as MPI does, which is to say that it spins.
  virtual void receive(unsigned from, MessageKind kind, std::span<std::byte> bytes) = 0;

  /// Whether `receive` would find one now.
  [[nodiscard]] virtual bool has_come(unsigned from, MessageKind kind) = 0;

  /// Begins to receive; the bytes must stay until `have_all_come` or `abandon`.
  virtual void expect(unsigned from, MessageKind kind, std::span<std::byte> bytes) = 0;

  /// Whether all that is expected has come. To be asked again and again: messages make headway
  /// meanwhile.
  [[nodiscard]] virtual bool have_all_come() = 0;

  /// The rank of a message that is expected and has not come.
  [[nodiscard]] virtual std::optional<unsigned> first_missing() = 0;

  /// A rank does not answer any more: nothing is expected, and this one leaves without the others.
  virtual void abandon() noexcept = 0;
};

/// Joins the job that a launcher has started this process in. Throws std::runtime_error.
[[nodiscard]] std::unique_ptr<Communicator> join_mpi_job();

/// What the module exports: "crossover_join_mpi_job".
using JoinMpiJob = void(std::unique_ptr<Communicator>& into);

}  // namespace crossover
