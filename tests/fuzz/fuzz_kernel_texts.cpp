// Small texts of the kernel, which containers and strange machines write too.
#include <cstddef>
#include <cstdint>
#include <string>

#include "src/system/cpus.hpp"
#include "src/system/system_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  static_cast<void>(crossover::count_cpus(text));
  static_cast<void>(crossover::parse_number(text));
  static_cast<void>(crossover::find_value(text, "model name"));
  static_cast<void>(crossover::find_number(text, "MemAvailable"));
  static_cast<void>(crossover::find_chosen(text));
  return 0;
}
