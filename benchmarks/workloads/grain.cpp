// Slices of any duration that only a core bounds: a chain of dependent multiplications, of which
// none can begin before the one before has ended, so its time is proportional to its length.
#include "benchmarks/workloads/line_array.hpp"
#include "crossover/catalogue.hpp"
#include "crossover/parameters.hpp"

namespace crossover {
namespace {

// Knuth's MMIX generator (The Art of Computer Programming, vol. 2, 3.3.4): y -> a y + c mod 2^64.
constexpr std::uint64_t a = 6'364'136'223'846'793'005;
constexpr std::uint64_t c = 1'442'695'040'888'963'407;

struct alignas(Arena::cache_line) Number {
  std::uint64_t value;
};

/// The number after so many steps from `y`, in as many doublings as `steps` has bits: two steps in
/// one are y -> a^2 y + (a + 1) c.
std::uint64_t jump(std::uint64_t y, std::uint64_t steps) {
  std::uint64_t factor = a;
  std::uint64_t summand = c;
  for (; steps != 0; steps /= 2) {
    if (steps % 2 == 1) {
      y = factor * y + summand;
    }
    summand *= factor + 1;
    factor *= factor;
  }
  return y;
}

class Grain final : public LineArray<Number> {
 public:
  Grain(const Spec& spec, Arena& arena) : LineArray(spec, arena), steps_(spec.number("steps")) {}

  void compute(Range items, unsigned /*worker*/) override {
    for (std::size_t i = items.first; i < items.last; ++i) {
      std::uint64_t y = i + 1;
      for (std::uint64_t step = 0; step < steps_; ++step) {
        y = a * y + c;
      }
      lines()[i].value = y;
    }
  }

  void reset() override {
    for (Number& each : lines()) {
      each.value = 0;
    }
  }

  /// As for other multiplications.
  [[nodiscard]] std::chrono::nanoseconds explained_run() const override {
    return std::chrono::nanoseconds(4 * steps_ * size());
  }

  [[nodiscard]] std::optional<Mismatch> check() const override {
    for (std::size_t i = 0; i < size(); ++i) {
      if (const std::uint64_t expected = jump(i + 1, steps_); lines()[i].value != expected) {
        return Mismatch{.item = i,
                        .expected = std::to_string(expected),
                        .actual = std::to_string(lines()[i].value)};
      }
    }
    return std::nullopt;
  }

 private:
  std::uint64_t steps_;
};

const AddWorkload grain{
    {.name = "grain",
     .summary = "each item is a chain of dependent multiplications, of any length",
     .parameters = {number_parameter("steps", "multiplications in an item's chain", 1'000, 1,
                                     1'000'000'000'000),
                    items_parameter(2)},
     .bytes = Grain::bytes,
     .distributable = true,
     .make = make<Grain>}};

}  // namespace
}  // namespace crossover
