#include "src/system/placement.hpp"

#include <cstddef>

namespace crossover {

bool AvoidedCpu::change_to(int cpu) noexcept {
  cpu_set_t present{};
  if (cpu < 0) {
    return false;
  }
  if (cpu == cpu_) {
    return true;
  }
  if (::sched_getaffinity(0, sizeof(present), &present) != 0) {
    return false;
  }
  const bool is_own_choice = cpu_ >= 0 && CPU_EQUAL(&present, &chosen_);
  allowed_ = is_own_choice ? allowed_ : present;
  chosen_ = allowed_;
  CPU_CLR(static_cast<std::size_t>(cpu), &chosen_);
  const bool has_other = CPU_COUNT(&chosen_) != 0;
  if (!has_other) {
    chosen_ = allowed_;
  }
  if (::sched_setaffinity(0, sizeof(chosen_), &chosen_) != 0) {
    return false;
  }
  cpu_ = cpu;
  return has_other;
}

}  // namespace crossover
