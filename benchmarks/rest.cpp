#include "rest.hpp"

#include <chrono>
#include <thread>

#include "crossover/usage.hpp"

namespace crossover {

void await_rest() {
  using namespace std::chrono_literals;
  constexpr std::chrono::nanoseconds pause = 1ms;
  constexpr int most_pauses = 100;
  for (int i = 0; i < most_pauses; ++i) {
    const Usage before = usage_of_process_tree();
    std::this_thread::sleep_for(pause);
    if ((usage_of_process_tree() - before).cpu < pause / 2) {
      return;
    }
  }
}

}  // namespace crossover
