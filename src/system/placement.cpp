#include "src/system/placement.hpp"

#include <cstddef>

namespace crossover {

void OffCpu::keep_off(int cpu) noexcept {
  cpu_set_t present{};
  if (cpu == cpu_ || cpu < 0 || ::sched_getaffinity(0, sizeof(present), &present) != 0) {
    return;
  }
  const bool is_own_choice = cpu_ >= 0 && CPU_EQUAL(&present, &chosen_);
  allowed_ = is_own_choice ? allowed_ : present;
  chosen_ = allowed_;
  CPU_CLR(static_cast<std::size_t>(cpu), &chosen_);
  if (CPU_COUNT(&chosen_) == 0) {
    chosen_ = allowed_;
  }
  if (::sched_setaffinity(0, sizeof(chosen_), &chosen_) == 0) {
    cpu_ = cpu;
  }
}

}  // namespace crossover
