#include "benchmarks/host/serving_rank.hpp"

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "benchmarks/measuring/stage.hpp"
#include "crossover/failure.hpp"
#include "crossover/spec.hpp"
#include "src/system/cpus.hpp"
#include "strategies/mpi/communicator.hpp"
#include "strategies/mpi/messages.hpp"
#include "strategies/mpi/polling.hpp"
#include "strategies/mpi/rank_part.hpp"

namespace crossover {

namespace {

constexpr unsigned rank_zero = 0;

/// What one crew needs on this rank.
class Part {
 public:
  Part(const Communicator& communicator, const Order& order, const Spec& spec)
      : stage_(spec, order.workers, {}),
        mine_(workers_of(communicator.rank(), order.ranks, order.workers)),
        gathers_results_(order.gathers_results != 0),
        crew_(*stage_.workload,
              {.workers = order.workers,
               .slices = order.slices,
               .arena = stage_.arena,
               .spec = spec,
               .effective_cpus = effective_cpus()},
              mine_) {
    stage_.workload->reset();
  }

  void run() { crew_.run(); }
  [[nodiscard]] std::span<std::byte> result() const { return crew_.result(mine_); }
  [[nodiscard]] bool gathers_results() const noexcept { return gathers_results_; }
  [[nodiscard]] std::uint64_t participations() const { return crew_.participations(); }

  /// So that no later proof lives on what an earlier one has seen.
  void spoil() const { stage_.workload->reset(); }

 private:
  Stage stage_;
  Range mine_;
  bool gathers_results_;
  RankPart crew_;  // ends before its stage
};

class ServingRank {
 public:
  explicit ServingRank(std::string_view version) : communicator_(join_mpi_job()) {
    const Introduction introduction{.version = Words<128>(version),
                                    .host = Words<128>(communicator_->host())};
    communicator_->send(rank_zero, MessageKind::introduction, bytes_of(introduction));
  }

  void serve() {
    try {
      for (Order order = next_order(); order.what != Order::What::goodbye; order = next_order()) {
        obey(order);
      }
    } catch (...) {
      communicator_->abandon();  // nobody is there to leave the job with
      throw;
    }
  }

 private:
  /// While a run may come at any moment, it is polled for. Where there is no crew that would
  /// disturb every other measurement: then this rank sleeps and looks now and then.
  Order next_order() {
    constexpr auto between_looks = std::chrono::milliseconds(1);
    const auto has_come = [this] { return communicator_->has_come(rank_zero, MessageKind::order); };
    while (!part_ && !has_come()) {
      std::this_thread::sleep_for(between_looks);
    }
    poll_until(PollingClock::time_point::max(), has_come);
    Order order;
    communicator_->receive(rank_zero, MessageKind::order, writable_bytes_of(order));
    return order;
  }

  void obey(const Order& order) {
    switch (order.what) {
      case Order::What::start:
        report_on([&] { start(order); });
        break;
      case Order::What::run:
        report_on([&] { part_->run(); });
        if (part_->gathers_results()) {
          send_result();
        }
        break;
      case Order::What::deliver:
        report_on([] {});
        send_result();
        part_->spoil();
        break;
      case Order::What::stop:
        part_.reset();
        report_on([] {});
        break;
      case Order::What::goodbye:
        break;
    }
  }

  void start(const Order& order) {
    std::string text(order.spec_bytes, '\0');
    communicator_->receive(rank_zero, MessageKind::spec, std::as_writable_bytes(std::span(text)));
    part_.emplace(*communicator_, order, Spec::parse(text));
  }

  /// What goes wrong is rank 0's to tell.
  template <typename Action>
  void report_on(Action action) {
    Report report;
    try {
      action();
    } catch (const std::exception& fault) {
      report = {.is_fault = 1, .kind = kind_of(fault), .words = Words<240>(fault.what())};
    }
    report.participations = part_ ? part_->participations() : 0;
    communicator_->send(rank_zero, MessageKind::report, bytes_of(report));
  }

  void send_result() { communicator_->send(rank_zero, MessageKind::result, part_->result()); }

  std::unique_ptr<Communicator> communicator_;
  std::optional<Part> part_;
};

}  // namespace

void serve_rank_zero(std::string_view version) { ServingRank(version).serve(); }

}  // namespace crossover
