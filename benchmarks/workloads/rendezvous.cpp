// Items that wait for each other: a run ends only if as many workers really take part as there are
// slices. Strategies are ranked by this dispatch, since an empty one proves nothing.
#include <atomic>
#include <chrono>
#include <thread>

#include "benchmarks/workloads/counting_lines.hpp"
#include "benchmarks/workloads/number_array.hpp"
#include "crossover/catalogue.hpp"
#include "crossover/failure.hpp"
#include "crossover/parameters.hpp"
#include "src/system/relax.hpp"

namespace crossover {
namespace {

/// The items of a run wait until all of them have been counted. Each counts in a line of its own
/// and reads those of the others, as in a barrier without a centre.
class Rendezvous final : public CountingLines {
 public:
  Rendezvous(const Spec& spec, Arena& arena)
      : CountingLines(spec, arena), limit_(spec.number("limit_ms")) {
    arena.keep_shared();  // or processes that own their results could not meet
  }

  /// All items of a slice arrive first, and then wait for those of the other slices.
  void compute(Range items, unsigned /*worker*/) override {
    const std::uint64_t run = lines()[items.first].computed + 1;
    for (std::size_t i = items.first; i < items.last; ++i) {
      std::atomic_ref(lines()[i].computed).store(run, std::memory_order_release);
    }
    for (std::size_t other = 0; other < size(); ++other) {
      await(other, run);
    }
  }

 private:
  [[nodiscard]] bool has_arrived(std::size_t item, std::uint64_t run) const noexcept {
    return std::atomic_ref(lines()[item].computed).load(std::memory_order_acquire) >= run;
  }

  /// Spins as long as an arrival on another CPU may take, and then lets others have this CPU: with
  /// more workers than CPUs they need it.
  void await(std::size_t item, std::uint64_t run) const {
    constexpr int looks_before_yield = 200;
    for (int look = 0; look < looks_before_yield; ++look) {
      if (has_arrived(item, run)) {
        return;
      }
      relax();
    }
    const auto deadline = Clock::now() + limit_;
    while (!has_arrived(item, run)) {
      std::this_thread::yield();
      if (Clock::now() > deadline) {
        throw Unavailable("its slices do not run at the same time: they did not meet within " +
                          std::to_string(limit_.count()) + " ms");
      }
    }
  }

  std::chrono::milliseconds limit_;
};

const AddWorkload rendezvous{
    {.name = "rendezvous",
     .summary = "items that wait for each other: a dispatch that all workers take part in",
     .parameters = {items_parameter(2),
                    number_parameter("limit_ms", "how long they wait at most", 500, 1, 60'000)},
     .bytes = Rendezvous::bytes,
     .make = make<Rendezvous>}};

}  // namespace
}  // namespace crossover
