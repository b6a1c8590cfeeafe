// Items that wait for another process: a request through one FIFO (fifo(7)), an answer through
// another, as with a service on the same machine.
#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "benchmarks/workloads/mix.hpp"
#include "benchmarks/workloads/waits/answering_process.hpp"
#include "benchmarks/workloads/waits/kinds.hpp"
#include "benchmarks/workloads/waits/made_once.hpp"
#include "benchmarks/workloads/waits/slots.hpp"
#include "benchmarks/workloads/waits/waiting_items.hpp"
#include "src/system/private_folder.hpp"
#include "src/system/system_failure.hpp"

namespace crossover {
namespace {

/// What works already, since another process was quicker, is no failure.
void make_fifo(const std::filesystem::path& path) {
  constexpr mode_t by_this_user_only = 0600;
  if (::mkfifo(path.c_str(), by_this_user_only) != 0 && errno != EEXIST) {
    throw system_failure("cannot make the FIFO '" + path.filename().string() + "' in '" +
                         path.parent_path().parent_path().string() + "'");
  }
}

/// The answer is a token that only the answering process hands out.
///
/// FIFOs are opened for reading and writing, so that nobody waits for another to open them, and by
/// name, so that executed workers find them. A forked worker may as well use a descriptor that it
/// has inherited: it leads to the same FIFO, which belongs to the worker number.
class PipeWaits final : public WaitingItems {
 public:
  PipeWaits(const Spec& spec, Arena& arena)
      : WaitingItems(spec, arena), delay_(std::chrono::microseconds(spec.number("delay_us"))) {}

  /// Starts the answering process, unless it is there. Not the constructor's task: an executed
  /// worker makes this workload too, but is not reset.
  void reset() override {
    if (!files_) {
      files_.emplace(parent_folder());
      publish(files_->path());
      make_fifo(files_->path() / requests_name);
    }
    if (!answering_ || !answering_->is_alive()) {
      answering_.emplace(
          AnsweringProcess::Duties{.requests = requests(),
                                   .folder = folder(),
                                   .delay = delay_,
                                   .token = [this](std::uint64_t item) { return token(item); },
                                   .failed = shared().helper_failed});
    }
    shared().helper_failed = 0;
    WaitingItems::reset();
  }

  Wait begin(std::size_t item, unsigned slot) override {
    Conversation& mine = conversations_[slot];
    if (!mine.answers.is_open()) {
      mine.answers = open_answers(slot);
    }
    const auto now = static_cast<std::uint64_t>(Clock::now().time_since_epoch().count());
    mine.request = {.number = now, .item = item, .worker = slot};
    mine.is_asked = false;
    return Send{.stream = requests(), .bytes = std::as_bytes(std::span(&mine.request, 1))};
  }

  /// Answers to another request are those that a worker with this number asked for and did not live
  /// to see, or not in time.
  std::optional<Wait> end(std::size_t item, unsigned slot, int result) override {
    Conversation& mine = conversations_[slot];
    require_success(item, result, mine.is_asked ? sizeof mine.answer : sizeof mine.request);
    if (!mine.is_asked || mine.answer.number != mine.request.number) {
      mine.is_asked = true;
      return Receive{.stream = mine.answers.number(),
                     .buffer = std::as_writable_bytes(std::span(&mine.answer, 1))};
    }
    answers()[item] = mine.answer.token;
    return std::nullopt;
  }

  [[nodiscard]] std::chrono::milliseconds patience() const override {
    return std::chrono::ceil<std::chrono::milliseconds>(delay_) + WaitingItems::patience();
  }

  [[nodiscard]] std::optional<Mismatch> check() const override {
    return compare_with([this](std::size_t item) { return token(item); });
  }

 private:
  /// A worker's, item after item.
  struct Conversation {
    FileDescriptor answers;
    Request request{};
    Answer answer{};
    bool is_asked = false;
  };

  static constexpr auto requests_name = "requests";

  [[nodiscard]] std::uint64_t token(std::uint64_t item) const noexcept {
    return mix(item ^ mix(shared().seed));
  }

  /// One descriptor serves a whole process. It does not block, so that an answering process that is
  /// gone cannot keep workers for ever.
  [[nodiscard]] int requests() {
    return requests_
        .get([this] { return open_file(folder() / requests_name, O_RDWR | O_NONBLOCK); })
        .number();
  }

  [[nodiscard]] FileDescriptor open_answers(unsigned worker) const {
    const auto path = answers_fifo(folder(), worker);
    make_fifo(path);
    return open_file(path, O_RDWR);
  }

  void require_success(std::size_t item, int result, std::size_t bytes) const {
    if (result == -ETIMEDOUT) {
      const int cause = shared().helper_failed;
      throw std::runtime_error("no answer to item " + std::to_string(item) + " after " +
                               std::to_string(patience().count()) +
                               " ms: the process that answers " +
                               (cause == 0 ? "has ended or cannot keep up"
                                           : std::string("fails: ") + std::strerror(cause)));
    }
    if (result < 0) {
      throw std::system_error(
          -result, std::generic_category(),
          "cannot ask the process that answers about item " + std::to_string(item));
    }
    if (static_cast<std::size_t>(result) != bytes) {
      throw std::runtime_error("a message about item " + std::to_string(item) + " has " +
                               std::to_string(result) + " of " + std::to_string(bytes) + " bytes");
    }
  }

  std::chrono::nanoseconds delay_;
  std::optional<PrivateFolder> files_;
  MadeOnce<FileDescriptor> requests_;
  Slots<Conversation> conversations_;
  std::optional<AnsweringProcess> answering_;  // ends first
};

}  // namespace

std::unique_ptr<Workload> make_pipe_waits(const Spec& spec, Arena& arena) {
  return std::make_unique<PipeWaits>(spec, arena);
}

}  // namespace crossover
