// The least that a slice can be, one store: what remains is what the interface itself costs a
// slice.
#include "benchmarks/workloads/number_array.hpp"
#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

class Seam final : public NumberArray {
 public:
  using NumberArray::NumberArray;

  void compute(Range items, unsigned /*worker*/) override { out()[items.first] = items.last; }

  /// One item of each slice is written, and the slices must touch: each ends where the next begins.
  [[nodiscard]] std::optional<Mismatch> check() const override {
    for (std::size_t i = 0; i < size(); i = out()[i]) {
      if (out()[i] <= i || out()[i] > size()) {
        return Mismatch{.item = i,
                        .expected = "the end of a slice, " + std::to_string(i + 1) + " to " +
                                    std::to_string(size()),
                        .actual = std::to_string(out()[i])};
      }
    }
    return std::nullopt;
  }
};

const AddWorkload seam{{.name = "ceiling/seam",
                        .summary = "one store per slice: the cost of the interface itself",
                        .parameters = {items_parameter(8'000)},
                        .bytes = bytes_of_numbers,
                        .make = make<Seam>}};

}  // namespace
}  // namespace crossover
