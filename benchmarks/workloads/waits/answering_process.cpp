#include "benchmarks/workloads/waits/answering_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <ctime>
#include <deque>
#include <map>
#include <string>
#include <system_error>

#include "benchmarks/workloads/waits/wait_here.hpp"
#include "src/system/private_folder.hpp"
#include "src/system/system_failure.hpp"

namespace crossover {

namespace {

using Clock = std::chrono::steady_clock;

class Answering {
 public:
  explicit Answering(const AnsweringProcess::Duties& duties) : duties_(duties) {}

  [[noreturn]] void serve() {
    const PreciseSleep precise_sleep;
    while (true) {
      await_request_or_due_time();
      receive();
      answer_what_is_due();
    }
  }

 private:
  struct Pending {
    Clock::time_point due;
    Request request;
  };

  void await_request_or_due_time() const {
    pollfd requests{.fd = duties_.requests, .events = POLLIN, .revents = 0};
    timespec left{};
    if (!pending_.empty()) {
      const auto wait = std::max(Clock::duration::zero(), pending_.front().due - Clock::now());
      const auto seconds = std::chrono::floor<std::chrono::seconds>(wait);
      left = {.tv_sec = seconds.count(), .tv_nsec = (wait - seconds).count()};
    }
    if (::ppoll(&requests, 1, pending_.empty() ? nullptr : &left, nullptr) < 0 && errno != EINTR) {
      throw system_failure("poll for requests");
    }
  }

  /// All that there are. Requests come whole, since they are written so.
  void receive() {
    std::array<Request, 64> received;  // NOLINT(cppcoreguidelines-pro-type-member-init): by read
    while (true) {
      const ssize_t bytes = ::read(duties_.requests, received.data(), sizeof received);
      if (bytes < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
      }
      if (bytes < 0) {
        throw system_failure("read requests");
      }
      const auto due = Clock::now() + duties_.delay;
      const std::size_t count = static_cast<std::size_t>(bytes) / sizeof(Request);
      for (std::size_t i = 0; i < count; ++i) {
        pending_.push_back({.due = due, .request = received[i]});
      }
      if (count < received.size()) {
        return;
      }
    }
  }

  void answer_what_is_due() {
    while (!pending_.empty() && pending_.front().due <= Clock::now()) {
      answer(pending_.front().request);
      pending_.pop_front();
    }
  }

  /// The worker that asked may have died: once its FIFO is full, answers to it are dropped.
  void answer(const Request& request) {
    try {
      const Answer answer{.number = request.number, .token = duties_.token(request.item)};
      if (::write(fifo_of(request.worker).number(), &answer, sizeof answer) < 0 &&
          errno != EAGAIN && errno != EINTR) {
        throw system_failure("write an answer");
      }
    } catch (const std::system_error& failure) {
      duties_.failed = failure.code().value();
    }
  }

  const FileDescriptor& fifo_of(std::uint64_t worker) {
    FileDescriptor& fifo = fifos_[worker];
    if (!fifo.is_open()) {
      fifo = open_file(answers_fifo(duties_.folder, worker), O_RDWR | O_NONBLOCK);
    }
    return fifo;
  }

  const AnsweringProcess::Duties& duties_;
  std::deque<Pending> pending_;  // in order of due times, since the delay is the same for all
  std::map<std::uint64_t, FileDescriptor> fifos_;
};

}  // namespace

std::filesystem::path answers_fifo(const std::filesystem::path& folder, std::uint64_t worker) {
  return folder / ("answers-" + std::to_string(worker));
}

AnsweringProcess::AnsweringProcess(const Duties& duties) {
  duties.failed = 0;
  try {
    process_.fork(0, [&] {
      try {
        Answering(duties).serve();
      } catch (const std::system_error& failure) {
        duties.failed = failure.code().value();
        throw;
      }
    });
  } catch (const std::system_error& failure) {
    throw std::system_error(failure.code(), "cannot start the process that answers");
  }
}

bool AnsweringProcess::is_alive() {
  try {
    process_.require_alive();
    return true;
  } catch (const WorkerDied&) {
    return false;
  }
}

}  // namespace crossover
