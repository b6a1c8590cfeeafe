#include <memory>

#include "benchmarks/references/affinity.hpp"
#include "benchmarks/references/bare_crews.hpp"

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

}  // namespace

Strategy pinned(const Strategy& strategy) {
  return {.name = "pinned_" + strategy.name,
          .summary = strategy.summary + ", all on one CPU",
          .start = [&strategy](Workload& workload, const Setup& setup) -> std::unique_ptr<Crew> {
            return std::make_unique<PinnedCrew>(strategy, workload, setup);
          }};
}

}  // namespace crossover
