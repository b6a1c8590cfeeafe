// Items that wait instead of computing, as those of servers do: more workers than CPUs pay here.
#include "benchmarks/workloads/waits/kinds.hpp"
#include "benchmarks/workloads/waits/waiting_items.hpp"
#include "crossover/catalogue.hpp"
#include "crossover/parameters.hpp"

namespace crossover {
namespace {

std::unique_ptr<Workload> make_kind(const Spec& spec, Arena& arena) {
  const std::string& kind = spec.word("wait");
  if (kind == "timer") {
    return make_timer_waits(spec, arena);
  }
  return kind == "pipe" ? make_pipe_waits(spec, arena) : make_read_waits(spec, arena);
}

const AddWorkload blocking{
    {.name = "blocking",
     .summary = "items that wait: for a time, another process or a storage device",
     .parameters = {items_parameter(8),
                    {.key = "wait",
                     .summary = "what for: a time, another process's answer, 4 KiB of a file",
                     .standard = [](const Spec&) -> std::string { return "timer"; },
                     .words = {"timer", "pipe", "read"}},
                    number_parameter("delay_us", "how long timer and pipe take at least, in us",
                                     1'000, 1, 10'000'000),
                    number_parameter("mib", "MiB of the file that read is about", 64, 1,
                                     1U << 20U)},
     .bytes = WaitingItems::bytes,
     .make = make_kind}};

}  // namespace
}  // namespace crossover
