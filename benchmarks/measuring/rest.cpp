#include "benchmarks/measuring/rest.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include "src/system/usage.hpp"

namespace crossover {

void await_rest() {
  using namespace std::chrono_literals;
  constexpr std::chrono::microseconds longest_pause = 2ms;
  constexpr auto a_moment = 100ms;
  const auto deadline = std::chrono::steady_clock::now() + a_moment;
  std::chrono::microseconds pause = 50us;
  while (are_others_running() && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(pause);
    pause = std::min(2 * pause, longest_pause);
  }
}

}  // namespace crossover
