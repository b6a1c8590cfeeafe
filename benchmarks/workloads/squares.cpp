// The squares of 1, 2, 3, ...: at intensity 1 the least work an item can be, bound by memory; each
// further round adds a multiplication per item, until the core is the bound.
#include "benchmarks/kernels/kernels.hpp"
#include "benchmarks/workloads/number_array.hpp"
#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

class Squares final : public NumberArray {
 public:
  Squares(const Spec& spec, Arena& arena)
      : NumberArray(spec, arena),
        intensity_(static_cast<unsigned>(spec.number("intensity"))),
        store_(store_of(spec)) {}

  void compute(Range items, unsigned /*worker*/) override {
    kernels_.squares(out().data(), items.first, items.last, intensity_, store_);
  }

  /// The first square comes from the differences of neighbouring squares, not from a
  /// multiplication. The rounds go over a whole block, since items need not wait for each other.
  [[nodiscard]] std::optional<Mismatch> check() const override {
    const auto refer = [rounds = intensity_ - 1, square = std::uint64_t{0}](
                           std::size_t first, std::span<std::uint64_t> expected) mutable {
      for (std::size_t i = 0; i < expected.size(); ++i) {
        square += 2 * (first + i) + 1;
        expected[i] = square;
      }
      for (unsigned round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < expected.size(); ++i) {
          expected[i] = expected[i] * expected[i] + (first + i + 1);
        }
      }
    };
    return compare_blocks_with(refer);
  }

  [[nodiscard]] Demand demand() const override {
    return {.bytes = out().size_bytes(), .multiplies = out().size() * intensity_};
  }

 private:
  const Kernels& kernels_ = kernels();
  unsigned intensity_;
  Store store_;
};

const AddWorkload squares{
    {.name = "squares",
     .summary =
         "the squares of 1 ... n in 64 bits, each followed by intensity - 1 rounds of y*y + x",
     .parameters = {items_parameter(), intensity_parameter(), store_parameter()},
     .bytes = bytes_of_numbers,
     .distributable = true,
     .make = make<Squares>,
     .item = "square",
     .items = "squares"}};

}  // namespace
}  // namespace crossover
