#include "benchmarks/host/line_reader.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <string_view>

#include "benchmarks/interruption.hpp"
#include "crossover/failure.hpp"
#include "src/system/system_failure.hpp"

namespace crossover {

namespace {

timespec time_until(LineReader::Clock::time_point deadline) {
  const auto left = std::max(deadline - LineReader::Clock::now(), LineReader::Clock::duration{});
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
  return {.tv_sec = seconds.count(), .tv_nsec = std::chrono::nanoseconds(left - seconds).count()};
}

}  // namespace

std::optional<std::string> LineReader::next(Clock::time_point deadline) {
  constexpr std::size_t chunk = 1U << 16U;
  while (true) {
    if (auto line = take_line()) {
      return line;
    }
    await(deadline);
    std::array<char, chunk> bytes{};
    const ssize_t count = ::read(descriptor_, bytes.data(), bytes.size());
    if (count == 0) {
      return std::nullopt;
    }
    if (count < 0 && errno != EINTR) {
      throw system_failure("cannot read from another process");
    }
    read_.append(bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  }
}

std::optional<std::string> LineReader::take_line() {
  const std::size_t end = read_.find('\n');
  if (end == std::string::npos) {
    return std::nullopt;
  }
  std::string line = read_.substr(0, end);
  read_.erase(0, end + 1);
  return line;
}

void LineReader::await(Clock::time_point deadline) const {
  sigset_t none;
  ::sigemptyset(&none);
  while (true) {
    const bool is_limited = deadline != Clock::time_point::max();
    const timespec left = is_limited ? time_until(deadline) : timespec{};
    pollfd readable{.fd = descriptor_, .events = POLLIN, .revents = 0};
    const int ready = ::ppoll(&readable, 1, is_limited ? &left : nullptr, &none);
    require_no_interruption();
    if (ready > 0) {
      return;
    }
    if (ready == 0) {
      throw TimedOut("no answer in time");
    }
    if (errno != EINTR) {
      throw system_failure("cannot wait for another process");
    }
  }
}

void send_line(int descriptor, std::string line) {
  line += '\n';
  std::string_view rest = line;
  while (!rest.empty()) {
    const ssize_t sent = ::write(descriptor, rest.data(), rest.size());
    if (sent < 0 && errno != EINTR) {
      throw system_failure("cannot write to another process");
    }
    rest.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(sent, 0)));
  }
}

}  // namespace crossover
