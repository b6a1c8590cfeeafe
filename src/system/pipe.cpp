#include "src/system/pipe.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <iterator>

#include "src/system/system_failure.hpp"

namespace crossover {

namespace {

/// Linux's default limit for processes without privileges; fewer, larger transfers cost less.
constexpr int wanted_capacity = 1 << 20;

}  // namespace

Pipe::Pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw system_failure("cannot make a pipe");
  }
  reading_end_ = FileDescriptor(ends[0]);
  writing_end_ = FileDescriptor(ends[1]);
  // A wish: where the user's pipe memory is used up, the pipe keeps its 64 KiB.
  static_cast<void>(::fcntl(writing_end_.number(), F_SETPIPE_SZ, wanted_capacity));
}

void Pipe::send(std::span<const std::byte> bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = ::write(writing_end_.number(), bytes.data(), bytes.size());
    if (sent < 0 && errno != EINTR) {
      throw system_failure("cannot write into a pipe");
    }
    bytes = bytes.subspan(static_cast<std::size_t>(std::max<ssize_t>(sent, 0)));
  }
}

bool receive(std::vector<Incoming>& incoming, std::chrono::milliseconds patience) {
  while (true) {
    std::erase_if(incoming, [](const Incoming& each) { return each.bytes.empty(); });
    if (incoming.empty()) {
      return true;
    }
    std::vector<pollfd> ends;
    ends.reserve(incoming.size());
    std::ranges::transform(incoming, std::back_inserter(ends), [](const Incoming& each) {
      return pollfd{.fd = each.pipe->reading_end(), .events = POLLIN, .revents = 0};
    });
    const int ready = ::poll(ends.data(), ends.size(), static_cast<int>(patience.count()));
    if (ready < 0 && errno != EINTR) {
      throw system_failure("cannot wait for pipes");
    }
    if (ready == 0) {
      return false;
    }
    for (std::size_t i = 0; i < incoming.size(); ++i) {
      if ((ends[i].revents & POLLIN) == 0) {
        continue;
      }
      std::span<std::byte>& bytes = incoming[i].bytes;
      const ssize_t received = ::read(ends[i].fd, bytes.data(), bytes.size());
      if (received < 0 && errno != EINTR) {
        throw system_failure("cannot read from a pipe");
      }
      bytes = bytes.subspan(static_cast<std::size_t>(std::max<ssize_t>(received, 0)));
    }
  }
}

}  // namespace crossover
