// Copying one array to another: the bandwidth of reading and writing at once.
#include <numeric>

#include "benchmarks/kernels/kernels.hpp"
#include "benchmarks/workloads/number_array.hpp"
#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

class Copy final : public NumberArray {
 public:
  Copy(const Spec& spec, Arena& arena)
      : NumberArray(spec, arena),
        store_(store_of(spec)),
        from_(arena.allocate<std::uint64_t>(size())) {}

  void compute(Range items, unsigned /*worker*/) override {
    kernels_.copy(out().data(), from_.data(), items.first, items.last, store_);
  }

  void reset() override {
    NumberArray::reset();
    std::iota(from_.begin(), from_.end(), first_number);
  }

  [[nodiscard]] std::optional<Mismatch> check() const override {
    return compare_with([](std::size_t i) { return first_number + i; });
  }

  [[nodiscard]] Demand demand() const override {
    return {.bytes = out().size_bytes() + from_.size_bytes()};
  }

 private:
  static constexpr std::uint64_t first_number = 1;
  const Kernels& kernels_ = kernels();
  Store store_;
  std::span<std::uint64_t> from_;
};

const AddWorkload copy{
    {.name = "ceiling/copy",
     .summary = "one array into another: the bandwidth of reading and writing",
     .parameters = {items_parameter(), store_parameter()},
     .bytes = [](const Spec& spec) { return 2 * bytes_of_numbers(spec) + Arena::cache_line; },
     .make = make<Copy>}};

}  // namespace
}  // namespace crossover
