// A program of Google Benchmark that has never heard of Crossover, for the tests of what is done
// with such programs. It has two rows. FOREIGN_PERCENT is how long they take, in percent of what
// they usually take. The environment asks for more in FOREIGN_ALSO, as words with a comma between
// them: rows (crash, exit, hang, fail, twice, repeated, medians, another), print (to the standard
// output), nothing (no row at all).
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#ifndef FOREIGN_PERCENT
#define FOREIGN_PERCENT 100
#endif

namespace {

void multiply(benchmark::State& state) {
  for ([[maybe_unused]] const auto run : state) {
    std::uint64_t product = 1;
    for (int step = 0; step < 50 * FOREIGN_PERCENT; ++step) {
      product *= 6364136223846793005U;
      benchmark::DoNotOptimize(product);
    }
  }
}

void add(benchmark::State& state) {
  const std::vector<std::uint64_t> numbers(
      static_cast<std::size_t>(state.range(0) * FOREIGN_PERCENT / 100), 1);
  for ([[maybe_unused]] const auto run : state) {
    std::uint64_t sum = 0;
    for (const std::uint64_t number : numbers) {
      sum = sum * 3 + number;  // waits for the one before, so that it does not matter how the loop
                               // lies in memory
      benchmark::DoNotOptimize(sum);
    }
  }
}

void crash(benchmark::State& /*state*/) { std::raise(SIGSEGV); }

void leave(benchmark::State& /*state*/) {
  std::cerr << "the licence has expired\n";
  std::exit(3);
}

void hang(benchmark::State& /*state*/) {
  for (;;) {
    pause();
  }
}

void fail(benchmark::State& state) {
  state.SkipWithError("the file is not there");
  for ([[maybe_unused]] const auto run : state) {
  }
}

void print(benchmark::State& state) {
  std::cout << "a row prints\n";
  multiply(state);
}

// NOLINTNEXTLINE(cppcoreguidelines-interfaces-global-init): its functions are called from main
const std::map<std::string, std::function<void()>> asked_for{
    {"crash", [] { benchmark::RegisterBenchmark("crash", crash); }},
    {"exit", [] { benchmark::RegisterBenchmark("exit", leave); }},
    {"hang", [] { benchmark::RegisterBenchmark("hang", hang); }},
    {"fail", [] { benchmark::RegisterBenchmark("fail", fail); }},
    {"another", [] { benchmark::RegisterBenchmark("another", multiply); }},
    {"repeated", [] { benchmark::RegisterBenchmark("repeated", multiply)->Repetitions(3); }},
    {"medians",
     [] {
       benchmark::RegisterBenchmark("medians", multiply)->Repetitions(3)->ReportAggregatesOnly();
     }},
    {"twice",
     [] {
       benchmark::RegisterBenchmark("twice", multiply);
       benchmark::RegisterBenchmark("twice", multiply);
     }},
    {"print",
     [] {
       std::cout << "a program says hello\n";
       benchmark::RegisterBenchmark("print", print);
     }},
};

}  // namespace

int main(int argc, char** argv) {
  const char* more =
      std::getenv("FOREIGN_ALSO");  // NOLINT(concurrency-mt-unsafe): there is one thread
  std::istringstream words(more == nullptr ? "" : more);
  bool has_rows = true;
  for (std::string word; std::getline(words, word, ',');) {
    has_rows = has_rows && word != "nothing";
    if (const auto found = asked_for.find(word); found != asked_for.end()) {
      found->second();
    }
  }
  if (has_rows) {
    benchmark::RegisterBenchmark("multiply<std::uint64_t>", multiply);
    benchmark::RegisterBenchmark("add", add)->Arg(2000)->UseRealTime();
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
    return 1;
  }
  benchmark::RunSpecifiedBenchmarks();
}
