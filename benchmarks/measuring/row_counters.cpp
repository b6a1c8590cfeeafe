#include "benchmarks/measuring/row_counters.hpp"

#include <iomanip>
#include <sstream>

namespace crossover {

namespace {

double observed(const Happenings& happened) {
  return static_cast<double>(happened.participations) / static_cast<double>(happened.runs);
}

std::string missing_workers(const Happenings& happened) {
  constexpr double all_took_part = 0.975;  // analysis/recording/measurement.py has the same
  const double seen = observed(happened);
  if (seen >= all_took_part * static_cast<double>(happened.workers_expected)) {
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
  const auto cap = std::chrono::duration_cast<std::chrono::milliseconds>(settling->rule().cap);
  return "not settled after " + std::to_string(cap.count()) + " ms";
}

std::string label(const Happenings& happened, const Settling* settling) {
  std::string joined;
  for (const std::string& remark :
       {happened.runtime, unrest(settling), missing_workers(happened)}) {
    joined += (joined.empty() || remark.empty() ? "" : "; ") + remark;
  }
  return joined;
}

}  // namespace

RowReport row_report(const Workload& workload, const Happenings& happened,
                     const Settling* settling) {
  const auto per_run = [&happened](auto amount) {
    return static_cast<double>(amount) / static_cast<double>(happened.runs_of_usage);
  };
  const Demand demand = workload.demand();
  RowReport report{.counters = workload.counters(),
                   .label = label(happened, settling),
                   .items = workload.size()};
  report.counters.insert(happened.counted_by_crew.begin(), happened.counted_by_crew.end());
  report.counters["workers_observed"] = observed(happened);
  report.counters["workers_expected"] = static_cast<double>(happened.workers_expected);
  report.counters["cpu_ns"] = per_run(happened.used.cpu.count());
  report.counters["page_faults"] = per_run(happened.used.page_faults);
  report.counters["context_switches"] = per_run(happened.used.context_switches);
  if (demand != Demand{}) {  // else nobody knows
    report.counters["bytes"] = static_cast<double>(demand.bytes);
    report.counters["multiplies"] = static_cast<double>(demand.multiplies);
  }
  if (settling != nullptr) {
    report.counters["settling_ns"] = static_cast<double>(settling->took().count());
    report.counters["settled"] = settling->has_settled() ? 1 : 0;
  }
  return report;
}

}  // namespace crossover
