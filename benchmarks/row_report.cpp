#include "row_report.hpp"

#include <iomanip>
#include <sstream>
#include <vector>

namespace crossover {

namespace {

double observed(const Happenings& happened) {
  return static_cast<double>(happened.participations) / static_cast<double>(happened.runs);
}

std::string missing_workers(const Happenings& happened) {
  const double seen = observed(happened);
  if (seen >= 0.995 * static_cast<double>(happened.workers_expected)) {
    return {};
  }
  std::ostringstream shown;
  shown << "only " << std::setprecision(3) << seen << " of " << happened.workers_expected
        << " workers computed";
  return shown.str();
}

std::string unrest(const Settling* settling) {
  if (settling == nullptr || settling->has_settled()) {
    return {};
  }
  const auto cap = std::chrono::duration_cast<std::chrono::milliseconds>(Settling::cap);
  return "not settled after " + std::to_string(cap.count()) + " ms";
}

}  // namespace

void report(benchmark::State& state, const Workload& workload, const Happenings& happened) {
  const auto per_run = [&happened](auto amount) {
    return static_cast<double>(amount) / static_cast<double>(happened.runs_of_usage);
  };
  const Demand demand = workload.demand();
  state.counters["workers_observed"] = observed(happened);
  state.counters["workers_expected"] = static_cast<double>(happened.workers_expected);
  state.counters["cpu_ns"] = per_run(happened.used.cpu.count());
  state.counters["page_faults"] = per_run(happened.used.page_faults);
  state.counters["context_switches"] = per_run(happened.used.context_switches);
  state.counters["bytes"] = static_cast<double>(demand.bytes);
  state.counters["multiplies"] = static_cast<double>(demand.multiplies);
  for (const auto& [name, value] : workload.counters()) {
    state.counters[name] = value;
  }
  const auto iterations = static_cast<std::int64_t>(state.iterations());
  state.SetItemsProcessed(iterations * static_cast<std::int64_t>(workload.size()));
  state.SetBytesProcessed(iterations * static_cast<std::int64_t>(demand.bytes));
}

void report(benchmark::State& state, const Settling& settling) {
  state.counters["settling_ns"] = static_cast<double>(settling.took().count());
  state.counters["settled"] = settling.has_settled() ? 1 : 0;
}

std::string label(const Happenings& happened, const Settling* settling) {
  std::string joined;
  for (const std::string& remark :
       {happened.runtime, unrest(settling), missing_workers(happened)}) {
    joined += (joined.empty() || remark.empty() ? "" : "; ") + remark;
  }
  return joined;
}

}  // namespace crossover
