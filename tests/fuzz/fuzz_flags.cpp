// The command line: whatever stands there is understood or refused in a sentence.
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

#include "benchmarks/command_line/options.hpp"
#include "benchmarks/plan.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream text(std::string(data, data + size));
  std::vector<std::string> words{"bench"};
  for (std::string word; std::getline(text, word);) {
    words.push_back(word.substr(0, word.find('\0')));
  }
  std::vector<char*> argv;
  for (std::string& word : words) {
    argv.push_back(word.data());
  }
  argv.push_back(nullptr);
  try {
    const auto options = crossover::parse_options(static_cast<int>(words.size()), argv.data(), 2);
    if (!options.text) {
      static_cast<void>(crossover::plan(options.questions, options.scope));
    }
  } catch (const crossover::UsageError&) {
  }
  return 0;
}
