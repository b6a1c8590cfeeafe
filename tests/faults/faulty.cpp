// Work that fails on purpose, for the fault tests alone: no program that users have knows it.
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <thread>

#include "benchmarks/workloads/counting_lines.hpp"
#include "crossover/catalogue.hpp"
#include "crossover/parameters.hpp"

namespace crossover {
namespace {

/// A mistake of the memory or the processor is the same to whoever looks on, made or sent.
void strike(const std::string& fault) {
  if (fault == "kill") {
    ::raise(SIGKILL);
  } else if (fault == "stop") {
    ::raise(SIGSTOP);
  } else if (fault == "segv") {
    ::raise(SIGSEGV);
  } else if (fault == "bus") {
    ::raise(SIGBUS);
  } else if (fault == "fpe") {
    ::raise(SIGFPE);
  } else if (fault == "exit") {
    std::exit(EXIT_SUCCESS);  // NOLINT(concurrency-mt-unsafe)
  } else if (fault == "throw") {
    throw std::runtime_error("cursed");
  } else if (fault == "hang") {
    while (true) {
      ::pause();
    }
  } else if (fault == "spin") {
    for (volatile bool forever = true; forever;) {
    }
  }
}

/// One item fails, at its run of that number; the others take a little while.
class Faulty final : public CountingLines {
 public:
  Faulty(const Spec& spec, Arena& arena)
      : CountingLines(spec, arena),
        fault_(spec.word("fault")),
        item_(spec.number("item")),
        run_(spec.number("run")),
        runs_(*arena.allocate<std::uint64_t>(1).data()) {}

  static std::size_t bytes(const Spec& spec) {
    return CountingLines::bytes(spec) + Arena::cache_line;
  }

  void compute(Range items, unsigned worker) override {
    CountingLines::compute(items, worker);
    if (items.first <= item_ && item_ < items.last && ++runs_ == run_) {
      strike(fault_);
    }
  }

 private:
  std::string fault_;
  std::size_t item_;
  std::uint64_t run_;
  std::uint64_t& runs_;  // of that item; in shared memory
};

const AddWorkload faulty{
    {.name = "faulty",
     .summary = "fails on purpose",
     .parameters = {items_parameter(3),
                    word_parameter("fault", "how",
                                   {"none", "kill", "stop", "segv", "bus", "fpe", "exit", "throw",
                                    "hang", "spin"}),
                    number_parameter("item", "which item", 0, 0, 1'000'000),
                    number_parameter("run", "at which of its runs", 1, 1, 1'000'000'000)},
     .bytes = Faulty::bytes,
     .distributable = true,
     .make = make<Faulty>}};

/// The failing row stands between rows that must not suffer.
std::vector<Cell> cells(const Scope& scope) {
  std::vector<Cell> all;
  scope.cross(all, Spec("squares").set("n", 100), scope.workers_or({3}));
  scope.cross(all, Spec("faulty"), scope.workers_or({3}));
  scope.cross(all, Spec("squares").set("n", 200), scope.workers_or({3}));
  return all;
}

const AddQuestion faults{
    {.name = "faults", .summary = "what happens when work fails?", .cells = cells}};

}  // namespace
}  // namespace crossover
