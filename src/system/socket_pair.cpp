#include "src/system/socket_pair.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>

#include "src/system/system_failure.hpp"

namespace crossover {

SocketPair::SocketPair() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw system_failure("cannot make a pair of sockets");
  }
  own_ = FileDescriptor(ends[0]);
  other_ = FileDescriptor(ends[1]);
}

void SocketPair::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(own_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno != EINTR) {
      throw system_failure("cannot send to another process");
    }
    bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(sent, 0)));
  }
}

void SocketPair::end_sending() const noexcept {
  static_cast<void>(::shutdown(own_.number(), SHUT_WR));  // fails where the other is gone
}

}  // namespace crossover
