// The one file that knows MPI; see communicator.hpp.
#include <mpi.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "strategies/mpi/communicator.hpp"

namespace crossover {
namespace {

constexpr std::size_t longest_message = std::size_t{1} << 30U;  // MPI counts bytes with an int

void require(int result) {
  if (result != MPI_SUCCESS) {
    std::array<char, MPI_MAX_ERROR_STRING> words{};
    int length = 0;
    MPI_Error_string(result, words.data(), &length);
    throw std::runtime_error("MPI: " + std::string(words.data(), static_cast<std::size_t>(length)));
  }
}

/// Calls `transfer(part)` for parts of bytes that MPI can count.
template <typename Byte, typename Transfer>
void in_parts(std::span<Byte> bytes, Transfer transfer) {
  while (!bytes.empty()) {
    const auto part = bytes.first(std::min(bytes.size(), longest_message));
    transfer(part);
    bytes = bytes.subspan(part.size());
  }
}

class MpiCommunicator final : public Communicator {
 public:
  MpiCommunicator() {
    int level = 0;
    require(MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &level));
    require(MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN));
    require(MPI_Comm_rank(MPI_COMM_WORLD, &rank_));
    require(MPI_Comm_size(MPI_COMM_WORLD, &count_));
  }
  MpiCommunicator(const MpiCommunicator&) = delete;
  MpiCommunicator& operator=(const MpiCommunicator&) = delete;
  MpiCommunicator(MpiCommunicator&&) = delete;
  MpiCommunicator& operator=(MpiCommunicator&&) = delete;
  ~MpiCommunicator() override {
    if (!is_abandoned_) {
      MPI_Finalize();
    }
  }

  [[nodiscard]] unsigned rank() const override { return static_cast<unsigned>(rank_); }
  [[nodiscard]] unsigned count() const override { return static_cast<unsigned>(count_); }

  [[nodiscard]] std::string host() const override {
    std::array<char, MPI_MAX_PROCESSOR_NAME> name{};
    int length = 0;
    require(MPI_Get_processor_name(name.data(), &length));
    return {name.data(), static_cast<std::size_t>(length)};
  }

  /// "Open MPI v4.1.4, package: ..." and "MPICH Version: 4.0.2\nMPICH Release date: ..."
  [[nodiscard]] std::string library() const override {
    std::array<char, MPI_MAX_LIBRARY_VERSION_STRING> words{};
    int length = 0;
    require(MPI_Get_library_version(words.data(), &length));
    const std::string_view all(words.data(), static_cast<std::size_t>(length));
    return std::string(all.substr(0, all.find_first_of(",\n")));
  }

  void send(unsigned to, MessageKind kind, std::span<const std::byte> bytes) override {
    in_parts(bytes, [&](std::span<const std::byte> part) {
      require(MPI_Send(part.data(), static_cast<int>(part.size()), MPI_BYTE, static_cast<int>(to),
                       static_cast<int>(kind), MPI_COMM_WORLD));
    });
  }

  void receive(unsigned from, MessageKind kind, std::span<std::byte> bytes) override {
    in_parts(bytes, [&](std::span<std::byte> part) {
      require(MPI_Recv(part.data(), static_cast<int>(part.size()), MPI_BYTE, static_cast<int>(from),
                       static_cast<int>(kind), MPI_COMM_WORLD, MPI_STATUS_IGNORE));
    });
  }

  [[nodiscard]] bool has_come(unsigned from, MessageKind kind) override {
    int has_come = 0;
    require(MPI_Iprobe(static_cast<int>(from), static_cast<int>(kind), MPI_COMM_WORLD, &has_come,
                       MPI_STATUS_IGNORE));
    return has_come != 0;
  }

  void expect(unsigned from, MessageKind kind, std::span<std::byte> bytes) override {
    in_parts(bytes, [&](std::span<std::byte> part) {
      requests_.push_back(MPI_REQUEST_NULL);
      senders_.push_back(from);
      require(MPI_Irecv(part.data(), static_cast<int>(part.size()), MPI_BYTE,
                        static_cast<int>(from), static_cast<int>(kind), MPI_COMM_WORLD,
                        &requests_.back()));
    });
  }

  [[nodiscard]] bool have_all_come() override {
    int have_all_come = 0;
    require(MPI_Testall(static_cast<int>(requests_.size()), requests_.data(), &have_all_come,
                        MPI_STATUSES_IGNORE));
    if (have_all_come != 0) {
      forget_requests();
    }
    return have_all_come != 0;
  }

  [[nodiscard]] std::optional<unsigned> first_missing() override {
    for (std::size_t i = 0; i < requests_.size(); ++i) {
      int has_come = 0;
      require(MPI_Test(&requests_[i], &has_come, MPI_STATUS_IGNORE));
      if (has_come == 0) {
        return senders_[i];
      }
    }
    forget_requests();
    return std::nullopt;
  }

  /// No call of MPI follows, so none writes into the bytes that were expected.
  void abandon() noexcept override {
    is_abandoned_ = true;
    forget_requests();
  }

 private:
  void forget_requests() noexcept {
    requests_.clear();
    senders_.clear();
  }

  int rank_ = 0;
  int count_ = 1;
  bool is_abandoned_ = false;
  std::vector<MPI_Request> requests_;
  std::vector<unsigned> senders_;  // of each request
};

}  // namespace
}  // namespace crossover

extern "C" void crossover_join_mpi_job(std::unique_ptr<crossover::Communicator>& into) {
  into = std::make_unique<crossover::MpiCommunicator>();
}
