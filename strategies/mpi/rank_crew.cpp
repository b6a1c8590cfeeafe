#include "strategies/mpi/rank_crew.hpp"

#include <algorithm>
#include <exception>
#include <memory>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "src/system/launcher.hpp"
#include "strategies/mpi/rank_part.hpp"
#include "strategies/mpi/ranks.hpp"

namespace crossover {

namespace {

/// The ranks that serve one crew, from 1 on, while they are ready for its runs.
class ReadyRanks {
 public:
  ReadyRanks(Ranks& ranks, const Order& start, const Spec& spec)
      : ranks_(ranks), count_(start.ranks), reports_(start.ranks) {
    const std::string text = spec.text();
    Order order = start;
    order.spec_bytes = text.size();
    expect_reports();
    for (unsigned rank = 1; rank < count_; ++rank) {
      ranks_.give(rank, order, text);
    }
    ranks_.await_all();
    if (const auto rank = first_fault()) {
      const Report fault = reports_[*rank];
      stop();
      throw Failure(fault.kind, ranks_.name_of(*rank) + ": " + std::string(fault.words.text()));
    }
  }
  ReadyRanks(const ReadyRanks&) = delete;
  ReadyRanks& operator=(const ReadyRanks&) = delete;
  ReadyRanks(ReadyRanks&&) = delete;
  ReadyRanks& operator=(ReadyRanks&&) = delete;
  ~ReadyRanks() { stop(); }

  void expect_reports() {
    for (unsigned rank = 1; rank < count_; ++rank) {
      ranks_.expect(rank, MessageKind::report, writable_bytes_of(reports_[rank]));
    }
  }

  void give_all(Order::What what) {
    for (unsigned rank = 1; rank < count_; ++rank) {
      ranks_.give(rank, {.what = what});
    }
  }

  /// Of those that have reported; rank 0 has not.
  [[nodiscard]] std::optional<unsigned> first_fault() const {
    const auto found =
        std::ranges::find_if(reports_, [](const Report& report) { return report.is_fault != 0; });
    return found == reports_.end() ? std::nullopt
                                   : std::optional(static_cast<unsigned>(found - reports_.begin()));
  }
  [[nodiscard]] const std::vector<Report>& reports() const noexcept { return reports_; }

 private:
  /// They sleep afterwards. A job that is lost has nobody who would hear of it.
  void stop() noexcept {
    try {
      ranks_.require_all();
      expect_reports();
      give_all(Order::What::stop);
      ranks_.await_all();
    } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch): the next crew is told
    }
  }

  Ranks& ranks_;
  unsigned count_;
  std::vector<Report> reports_;  // by rank
};

Ranks& ranks_that_are_here() {
  Ranks* const ranks = Ranks::joined();
  if (ranks == nullptr) {
    throw std::logic_error("this process has not joined the ranks");
  }
  ranks->require_all();
  return *ranks;
}

/// Those that have a worker.
unsigned ranks_taking_part(const Ranks& ranks, const Setup& setup, Spread spread) {
  if (!spread.has_threads_inside && setup.workers > ranks.count()) {
    throw Unavailable("a row of " + std::to_string(setup.workers) +
                      " workers needs as many ranks, and there are " +
                      std::to_string(ranks.count()) + ": start it with mpirun -np " +
                      std::to_string(setup.workers));
  }
  return std::min(ranks.count(), setup.workers);
}

class RankCrew final : public Crew {
 public:
  RankCrew(Workload& workload, const Setup& setup, Spread spread)
      : ranks_(ranks_that_are_here()),
        spread_(spread),
        workers_(setup.workers),
        taking_part_(ranks_taking_part(ranks_, setup, spread)),
        own_(workload, setup, workers_of(0, taking_part_, workers_)),
        others_(ranks_,
                {.what = Order::What::start,
                 .gathers_results = spread.gathers_results ? 1U : 0U,
                 .workers = setup.workers,
                 .ranks = taking_part_,
                 .slices = setup.slices},
                setup.spec) {}

  void run() override {
    ranks_.require_all();
    others_.expect_reports();
    if (spread_.gathers_results) {
      expect_results();
    }
    others_.give_all(Order::What::run);
    std::exception_ptr own_fault;
    try {
      own_.run();
    } catch (...) {
      own_fault = std::current_exception();
    }
    ranks_.await_all();
    if (own_fault) {
      std::rethrow_exception(own_fault);
    }
    raise_fault();
  }

  void deliver() override {
    if (spread_.gathers_results) {
      return;
    }
    ranks_.require_all();
    others_.expect_reports();
    expect_results();
    others_.give_all(Order::What::deliver);
    ranks_.await_all();
  }

  [[nodiscard]] std::string runtime() const override {
    return ranks_.library() + ", gather:" + (spread_.gathers_results ? "yes" : "no");
  }

  [[nodiscard]] std::map<std::string, double> counters() const override {
    return {{"ranks", taking_part_},
            {"hosts", static_cast<double>(ranks_.hosts_of_first(taking_part_))}};
  }

  [[nodiscard]] std::uint64_t participations() const override {
    return std::accumulate(
        others_.reports().begin(), others_.reports().end(), own_.participations(),
        [](std::uint64_t sum, const Report& report) { return sum + report.participations; });
  }

 private:
  void expect_results() {
    for (unsigned rank = 1; rank < taking_part_; ++rank) {
      ranks_.expect(rank, MessageKind::result,
                    own_.result(workers_of(rank, taking_part_, workers_)));
    }
  }

  void raise_fault() const {
    if (const auto rank = others_.first_fault()) {
      const Report& fault = others_.reports()[*rank];
      throw Failure(fault.kind, std::string(fault.words.text()));
    }
  }

  Ranks& ranks_;
  Spread spread_;
  unsigned workers_;
  unsigned taking_part_;
  RankPart own_;
  ReadyRanks others_;
};

/// Why this program, as it was started, has no ranks; empty if it has.
std::string why_there_are_none() {
#if CROSSOVER_WITH_MPI
  if (launched_rank().value_or(LaunchedRank{}).count > 1) {
    return {};
  }
  return "needs several processes that a launcher has started: mpirun -np 4 ./bench ...";
#else
  return "built without MPI";
#endif
}

}  // namespace

Strategy spread_over_ranks(Strategy traits, Spread spread) {
  traits.processes = true;
  traits.distributed = true;
  traits.copies_results = spread.gathers_results;
  traits.on_request = true;
  if (const std::string why = why_there_are_none(); !why.empty()) {
    return unavailable(std::move(traits), why);
  }
  traits.start = [spread](Workload& workload, const Setup& setup) -> std::unique_ptr<Crew> {
    return std::make_unique<RankCrew>(workload, setup, spread);
  };
  return traits;
}

}  // namespace crossover
