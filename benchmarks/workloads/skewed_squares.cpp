// Squares whose items cost unequally: what equal shares lose, and what slices on demand win back.
// All shapes cost about `intensity` multiplications an item on average.
#include <algorithm>
#include <bit>

#include "benchmarks/workloads/mix.hpp"
#include "benchmarks/workloads/number_array.hpp"
#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

/// A fixed pseudo-random number for each index.
constexpr std::uint64_t random_for(std::uint64_t index) {
  constexpr std::uint64_t seed = 20'240'229;
  return mix(seed + (index * mix_step));
}

/// How many multiplications item i of n takes.
using Shape = std::uint64_t (*)(std::uint64_t intensity, std::size_t i, std::size_t n);

std::uint64_t even(std::uint64_t intensity, std::size_t /*i*/, std::size_t /*n*/) {
  return intensity;
}

/// Grows along a line from 1 to twice the mean, less 1.
std::uint64_t triangular(std::uint64_t intensity, std::size_t i, std::size_t n) {
  return n == 1 ? intensity : 1 + (2 * (intensity - 1) * i / (n - 1));
}

/// Twice the cost at half the frequency, 16 times over: a Pareto tail of index 1, cut off where a
/// single item costs 65536 times the commonest. Its mean is 9 times the commonest, so the intensity
/// is kept from 9 on.
std::uint64_t heavy_tailed(std::uint64_t intensity, std::size_t i, std::size_t /*n*/) {
  return std::max<std::uint64_t>(1, intensity / 9)
         << static_cast<unsigned>(std::min(std::countl_zero(random_for(i)), 16));
}

Shape shape_of(const Spec& spec) {
  const std::string& word = spec.word("shape");
  if (word == "triangular") {
    return triangular;
  }
  return word == "heavy_tailed" ? heavy_tailed : even;
}

class SkewedSquares final : public NumberArray {
 public:
  SkewedSquares(const Spec& spec, Arena& arena)
      : NumberArray(spec, arena), intensity_(spec.number("intensity")), shape_(shape_of(spec)) {}

  void compute(Range items, unsigned /*worker*/) override {
    for (std::size_t i = items.first; i < items.last; ++i) {
      const std::uint64_t x = i + 1;
      std::uint64_t y = x * x;
      for (std::uint64_t round = multiplies(i); round > 1; --round) {
        y = y * y + x;
      }
      out()[i] = y;
    }
  }

  /// The first square comes from the differences of neighbouring squares, not from a
  /// multiplication.
  [[nodiscard]] std::optional<Mismatch> check() const override {
    return compare_with([this, square = std::uint64_t{0}](std::size_t i) mutable {
      square += 2 * i + 1;
      std::uint64_t expected = square;
      for (std::uint64_t round = 1; round < multiplies(i); ++round) {
        expected = expected * expected + (i + 1);
      }
      return expected;
    });
  }

  [[nodiscard]] Demand demand() const override {
    Demand sum{.bytes = out().size_bytes()};
    for (std::size_t i = 0; i < size(); ++i) {
      sum.multiplies += multiplies(i);
    }
    return sum;
  }

 private:
  [[nodiscard]] std::uint64_t multiplies(std::size_t i) const {
    return shape_(intensity_, i, size());
  }

  std::uint64_t intensity_;
  Shape shape_;
};

const AddWorkload skewed_squares{
    {.name = "skewed_squares",
     .summary = "squares whose items cost the same, more and more, or very much now and then",
     .parameters = {items_parameter(100'000),
                    number_parameter("intensity", "multiplications per item, on average", 64, 1,
                                     1'000'000),
                    {.key = "shape",
                     .summary = "how the cost of items varies",
                     .standard = [](const Spec&) -> std::string { return "even"; },
                     .words = {"even", "triangular", "heavy_tailed"}}},
     .bytes = bytes_of_numbers,
     .distributable = true,
     .make = make<SkewedSquares>}};

}  // namespace
}  // namespace crossover
