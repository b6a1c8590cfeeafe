// Multiplications in registers and nothing else: no strategy can compute faster than the cores do.
#include <array>
#include <numeric>

#include "benchmarks/kernels/kernels.hpp"
#include "benchmarks/workloads/number_array.hpp"
#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

class Multiply final : public NumberArray {
 public:
  Multiply(const Spec& spec, Arena& arena)
      : NumberArray(spec, arena), intensity_(spec.number("intensity")) {}

  void compute(Range items, unsigned /*worker*/) override {
    for (std::size_t i = items.first; i < items.last; ++i) {
      out()[i] = kernels_.multiply(i, intensity_);
    }
  }

  [[nodiscard]] std::optional<Mismatch> check() const override {
    return compare_with([this](std::size_t seed) {
      std::array<std::uint64_t, multiply_chains> chains{};
      std::iota(chains.begin(), chains.end(), seed);
      // All chains in each round, since the multiplications of a single one wait for each other.
      for (std::uint64_t round = 0; round < intensity_; ++round) {
        for (std::uint64_t& y : chains) {
          y = y * y + seed;
        }
      }
      return std::accumulate(chains.begin(), chains.end(), std::uint64_t{0});
    });
  }

  [[nodiscard]] Demand demand() const override {
    return {.bytes = out().size_bytes(), .multiplies = size() * multiply_chains * intensity_};
  }

 private:
  const Kernels& kernels_ = kernels();
  std::uint64_t intensity_;
};

const AddWorkload multiply{
    {.name = "ceiling/multiply",
     .summary = "independent multiplications in registers: the rate of the cores",
     .parameters = {items_parameter(64),
                    number_parameter("intensity", "multiplications per chain and item", 4096, 1,
                                     1'000'000)},
     .bytes = bytes_of_numbers,
     .make = make<Multiply>}};

}  // namespace
}  // namespace crossover
