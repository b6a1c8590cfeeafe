// Waiting forked processes that own their results and send them home through pipes, where the
// caller receives them and computes nothing itself: what Python's Pool.map does, without the
// pickling.
#include <vector>

#include "crossover/catalogue.hpp"
#include "crossover/sliced_crew.hpp"
#include "src/system/pipe.hpp"
#include "strategies/crews/hand_off.hpp"
#include "strategies/crews/waiting_processes.hpp"

namespace crossover {
namespace {

class ProcessPoolPipe final : public SlicedCrew {
 public:
  ProcessPoolPipe(Workload& workload, const Setup& setup)
      : SlicedCrew(workload, setup),
        pipes_(setup.workers),
        hand_off_(setup, launched(), setup.workers),
        processes_(setup, hand_off_,
                   {.first_worker = 0,
                    .body =
                        [this](const Launch::Worker& self) {
                          compute_and_send(self.number);
                          hand_off_.finish(self);
                        },
                    .prepare = [&] { setup.arena.make_earlier_sections_private(); }}) {}

  void run() override {
    as_one_run([this] {
      processes_.require_all();
      hand_off_.launch();
      std::vector<Incoming> incoming;
      incoming.reserve(workers());
      for (unsigned worker = 0; worker < workers(); ++worker) {
        incoming.push_back({.pipe = &pipes_[worker], .bytes = workload().result(items(worker))});
      }
      while (!receive(incoming, std::chrono::milliseconds(20))) {
        processes_.require_progress();
      }
      processes_.join(hand_off_);
    });
  }

 private:
  /// The items of a worker's share, which are neighbours.
  [[nodiscard]] Range items(unsigned worker) const noexcept {
    const Range mine = share(worker);
    return mine.empty()
               ? Range{}
               : Range{.first = slices()[mine.first].first, .last = slices()[mine.last - 1].last};
  }

  void compute_and_send(unsigned worker) {
    const Range mine = share(worker);
    for (std::size_t slice = mine.first; slice != mine.last; ++slice) {
      compute_slice(slice, worker);
      pipes_[worker].send(workload().result(slices()[slice]));
    }
  }

  std::vector<Pipe> pipes_;
  HandOff hand_off_;
  WaitingProcesses processes_;
};

const AddStrategy process_pool_pipe{
    {.name = "process_pool_pipe",
     .summary = "forked processes that stay; results come back through pipes",
     .family = "processes",
     .simplicity = 43,
     .processes = true,
     .copies_results = true,
     .start = start_crew<ProcessPoolPipe>}};

}  // namespace
}  // namespace crossover
