#include <memory>
#include <string>
#include <utility>

#include "benchmarks/references/affinity.hpp"
#include "crossover/catalogue.hpp"

namespace crossover {
namespace {

class PinnedCrew final : public Crew {
 public:
  PinnedCrew(const Strategy& strategy, Workload& workload, Setup setup) {
    setup.effective_cpus = 1;
    crew_ = strategy.start(workload, setup);
  }
  void run() override { crew_->run(); }
  [[nodiscard]] std::uint64_t participations() const override { return crew_->participations(); }

 private:
  OnOneCpu cpu_{0};
  std::unique_ptr<Crew> crew_;
};

/// The crew of that name with the caller and all workers on one CPU, the first that they may use.
Strategy pinned(const std::string& name, std::string family, bool processes = false) {
  return {.name = "pinned_" + name,
          .summary = name + ", all on one CPU",
          .family = std::move(family),
          .processes = processes,
          .start = [name](Workload& workload, const Setup& setup) -> std::unique_ptr<Crew> {
            return std::make_unique<PinnedCrew>(strategy_named(name), workload, setup);
          }};
}

const AddReference pinned_thread_pool{pinned("thread_pool", "threads")};
const AddReference pinned_process_pool{pinned("process_pool", "processes", true)};
const AddReference pinned_round_trip{pinned("futex_round_trip", "threads")};

}  // namespace
}  // namespace crossover
