#include "strategies/mpi/ranks.hpp"

#include <algorithm>
#include <exception>
#include <set>

#include "crossover/failure.hpp"
#include "strategies/mpi/polling.hpp"

namespace crossover {

namespace {

struct Joined {
  Ranks* ranks = nullptr;
};

Joined& joined_ones() noexcept {
  static Joined joined;
  return joined;
}

}  // namespace

Ranks* Ranks::joined() noexcept { return joined_ones().ranks; }

Ranks::Ranks(std::string_view version, Patience patience) noexcept : patience_(patience) {
  joined_ones().ranks = this;
  try {
    communicator_ = join_mpi_job();
    library_ = communicator_->library();
    hear_from_all(version);
  } catch (const std::exception& failure) {
    lose(failure.what());
  }
}

Ranks::~Ranks() {
  joined_ones().ranks = nullptr;
  try {
    dismiss_all();
  } catch (const std::exception& failure) {
    lose(failure.what());
  }
}

/// A rank of another version understands nothing but that it is to leave.
void Ranks::hear_from_all(std::string_view version) {
  std::vector<Introduction> introductions(communicator_->count());
  hosts_.assign(communicator_->count(), communicator_->host());
  for (unsigned rank = 1; rank < count(); ++rank) {
    expect(rank, MessageKind::introduction, writable_bytes_of(introductions[rank]));
  }
  await_all();
  for (unsigned rank = 1; rank < count(); ++rank) {
    hosts_[rank] = introductions[rank].host.text();
  }
  for (unsigned rank = 1; rank < count(); ++rank) {
    if (const auto other = introductions[rank].version.text(); other != version) {
      dismiss_all();
      communicator_.reset();
      throw std::runtime_error(name_of(rank) + " is Crossover " + std::string(other) +
                               ", and rank 0 on " + hosts_[0] + " is " + std::string(version) +
                               ": start the same build everywhere");
    }
  }
}

void Ranks::dismiss_all() {
  for (unsigned rank = 1; communicator_ && rank < count(); ++rank) {
    give(rank, {.what = Order::What::goodbye});
  }
}

/// Without the others this process cannot leave the job in order.
void Ranks::lose(const std::string& why) noexcept {
  if (communicator_) {
    communicator_->abandon();
    communicator_.reset();
  }
  why_none_ = why;
}

void Ranks::require_all() const {
  if (!communicator_) {
    throw Failure(FailureKind::failed, "the ranks cannot be used: " + why_none_);
  }
}

std::size_t Ranks::hosts_of_first(unsigned ranks) const {
  return std::set<std::string>(hosts_.begin(), hosts_.begin() + ranks).size();
}

std::string Ranks::name_of(unsigned rank) const {
  return "rank " + std::to_string(rank) + " on " + hosts_[rank];
}

void Ranks::give(unsigned rank, const Order& order, std::string_view spec) {
  communicator_->send(rank, MessageKind::order, bytes_of(order));
  if (!spec.empty()) {
    communicator_->send(rank, MessageKind::spec, std::as_bytes(std::span(spec)));
  }
}

void Ranks::expect(unsigned rank, MessageKind kind, std::span<std::byte> bytes) {
  if (!bytes.empty()) {
    communicator_->expect(rank, kind, bytes);
  }
}

void Ranks::await_all() {
  if (poll_until(PollingClock::now() + patience_,
                 [this] { return communicator_->have_all_come(); })) {
    return;
  }
  const auto missing = communicator_->first_missing();
  if (missing) {
    const std::string why =
        name_of(*missing) + " has not answered for " + std::to_string(patience_.count()) + " ms";
    lose(why);
    throw TimedOut(why + "; --time-limit=S lets it take longer");
  }
}

}  // namespace crossover
