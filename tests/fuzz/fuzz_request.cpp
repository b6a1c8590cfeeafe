// What one life is asked for, as JSON.
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>

#include "benchmarks/command_line/options.hpp"
#include "benchmarks/life/request.hpp"
#include "benchmarks/plan.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const crossover::Plan no_rows;
  std::istringstream text(std::string(data, data + size));
  try {
    static_cast<void>(crossover::read_request(text, no_rows));
  } catch (const crossover::UsageError&) {
  }
  return 0;
}
