#include "strategies/python/error_output.hpp"

#include <poll.h>
#include <unistd.h>

#include <array>

namespace crossover {

bool ErrorOutput::read_to_end(std::chrono::milliseconds patience) {
  std::array<char, 4096> some{};
  while (true) {
    pollfd end{.fd = pipe_.reading_end(), .events = POLLIN, .revents = 0};
    if (::poll(&end, 1, static_cast<int>(patience.count())) <= 0) {
      return false;
    }
    const ssize_t length = ::read(end.fd, some.data(), some.size());
    if (length <= 0) {
      return length == 0;
    }
    read_.append(some.data(), static_cast<std::size_t>(length));
  }
}

std::string ErrorOutput::last_line() const {
  const std::string lines = read_.substr(0, read_.find_last_not_of('\n') + 1);
  return lines.substr(lines.rfind('\n') + 1);
}

}  // namespace crossover
