// Writing a constant to every item: no strategy can write results faster than this machine writes
// memory. The constant is not zero, since some machines write zeros faster than anything else.
#include "benchmarks/kernels/kernels.hpp"
#include "benchmarks/workloads/number_array.hpp"
#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

class Fill final : public NumberArray {
 public:
  Fill(const Spec& spec, Arena& arena) : NumberArray(spec, arena), store_(store_of(spec)) {}

  void compute(Range items, unsigned /*worker*/) override {
    kernels_.fill(out().data(), items.first, items.last, value, store_);
  }

  [[nodiscard]] std::optional<Mismatch> check() const override {
    return compare_with([](std::size_t) { return value; });
  }

  [[nodiscard]] Demand demand() const override { return {.bytes = out().size_bytes()}; }

 private:
  static constexpr std::uint64_t value = 0x0123456789abcdef;
  const Kernels& kernels_ = kernels();
  Store store_;
};

const AddWorkload fill{{.name = "ceiling/fill",
                        .summary = "a constant into every item: the bandwidth of writing",
                        .parameters = {items_parameter(), store_parameter()},
                        .bytes = bytes_of_numbers,
                        .make = make<Fill>}};

}  // namespace
}  // namespace crossover
