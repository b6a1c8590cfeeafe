#include "benchmarks/measuring/right_answer.hpp"

#include <stdexcept>
#include <string>

namespace crossover {

void require_right_answer(const Workload& workload) {
  if (const auto mismatch = workload.check()) {
    throw std::runtime_error("wrong answer: item " + std::to_string(mismatch->item) + " is " +
                             mismatch->actual + ", expected " + mismatch->expected);
  }
}

}  // namespace crossover
