// A workload that nobody has heard of: this file is all there is of it.
#include "benchmarks/workloads/counting_lines.hpp"
#include "crossover/catalogue.hpp"
#include "crossover/parameters.hpp"

namespace crossover {
namespace {

const AddWorkload new_work{{.name = "new_work",
                            .summary = "a workload of the tests",
                            .parameters = {items_parameter(6)},
                            .bytes = CountingLines::bytes,
                            .make = make<CountingLines>}};

}  // namespace
}  // namespace crossover
