#pragma once

#include <cstddef>
#include <span>

#include "crossover/sliced_crew.hpp"
#include "strategies/crews/hand_off.hpp"
#include "strategies/crews/waiting_threads.hpp"

namespace crossover {

/// The workers of one rank, in a memory of its own: the calling thread, and a pool of threads where
/// the rank has more than one worker. `run` computes their shares of the whole crew's slices.
class RankPart final : public SlicedCrew {
 public:
  /// `setup` is the whole crew's; `mine` are the workers of this rank, at least one.
  RankPart(Workload& workload, const Setup& setup, Range mine)
      : SlicedCrew(workload, setup),
        mine_(mine),
        hand_off_(of_own_workers(setup), launched(), waiting()),
        threads_(waiting(), hand_off_, [this](const Launch::Worker& self) {
          compute_share(static_cast<unsigned>(mine_.first) + 1 + self.number);
          hand_off_.finish(self);
        }) {}

  void run() override {
    as_one_run([this] {
      hand_off_.launch();
      compute_share(static_cast<unsigned>(mine_.first));
      hand_off_.join(no_limit);
    });
  }

  /// What those workers compute in a run, which are neighbours.
  [[nodiscard]] std::span<std::byte> result(Range workers) const {
    Range all;
    for (std::size_t worker = workers.first; worker != workers.last; ++worker) {
      const Range share = this->share(static_cast<unsigned>(worker));
      if (share.empty()) {
        continue;
      }
      all = {.first = all.empty() ? slices()[share.first].first : all.first,
             .last = slices()[share.last - 1].last};
    }
    return all.empty() ? std::span<std::byte>{} : workload().result(all);
  }

 private:
  /// Besides the calling thread.
  [[nodiscard]] unsigned waiting() const noexcept {
    return static_cast<unsigned>(mine_.size()) - 1;
  }

  /// Only these workers share the CPUs of this host.
  [[nodiscard]] Setup of_own_workers(Setup setup) const {
    setup.workers = static_cast<unsigned>(mine_.size());
    return setup;
  }

  Range mine_;
  HandOff hand_off_;
  WaitingThreads threads_;
};

}  // namespace crossover
