// Multiplications in registers and nothing else: no strategy can compute faster than the cores do.
#include "crossover/catalogue.hpp"
#include "kernels.hpp"
#include "number_array.hpp"

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
      std::uint64_t sum = 0;
      for (std::size_t chain = 0; chain < multiply_chains; ++chain) {
        std::uint64_t y = seed + chain;
        for (std::uint64_t round = 0; round < intensity_; ++round) {
          y = y * y + seed;
        }
        sum += y;
      }
      return sum;
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
