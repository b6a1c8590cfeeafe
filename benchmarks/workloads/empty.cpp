// Items that do nothing but count. It proves little, since one worker may have run all slices: see
// `rendezvous`.
#include "benchmarks/workloads/counting_lines.hpp"
#include "crossover/catalogue.hpp"
#include "crossover/parameters.hpp"

namespace crossover {
namespace {

const AddWorkload empty{{.name = "empty",
                         .summary = "items that do next to nothing: the cost of a dispatch",
                         .parameters = {items_parameter(2)},
                         .bytes = CountingLines::bytes,
                         .make = make<CountingLines>}};

}  // namespace
}  // namespace crossover
