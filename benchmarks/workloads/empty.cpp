// Items that do nothing but count. It proves little, since one worker may have run all slices: see
// `rendezvous`.
#include "counting_lines.hpp"
#include "crossover/catalogue.hpp"
#include "number_array.hpp"

namespace crossover {
namespace {

const AddWorkload empty{{.name = "empty",
                         .summary = "items that only count: the cost of a dispatch",
                         .parameters = {items_parameter(2)},
                         .bytes = CountingLines::bytes,
                         .make = make<CountingLines>}};

}  // namespace
}  // namespace crossover
