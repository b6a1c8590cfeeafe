#include "benchmarks/workloads/waits/waiting_items.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "benchmarks/workloads/waits/wait_here.hpp"

namespace crossover {

namespace {

std::span<std::uint64_t> private_answers(const Spec& spec, Arena& arena) {
  arena.keep_shared();  // what was allocated before
  return arena.allocate<std::uint64_t>(spec.number("n"));
}

}  // namespace

WaitingItems::WaitingItems(const Spec& spec, Arena& arena)
    : shared_(arena.construct<Shared>()),
      answers_(private_answers(spec, arena)),
      delay_(spec.number("delay_us")) {}

std::size_t WaitingItems::bytes(const Spec& spec) {
  constexpr std::size_t page = 4096;  // where the answers begin
  static_assert(sizeof(Shared) <= page);
  return page + (spec.number("n") * sizeof(std::uint64_t));
}

void WaitingItems::compute(Range items, unsigned worker) {
  const PreciseSleep precise_sleep;
  for (std::size_t item = items.first; item < items.last; ++item) {
    std::optional<Wait> wait = begin(item, worker);
    while (wait) {
      wait = end(item, worker, wait_here(*wait, patience()));
    }
  }
}

void WaitingItems::reset() {
  ++shared_.seed;
  std::ranges::fill(answers_, 0);
}

void WaitingItems::begin_timing() { std::ranges::fill(answers_, 0); }

/// One item after the other, each as long as a read from a disk takes, or as it is told to.
std::chrono::nanoseconds WaitingItems::explained_run() const {
  constexpr std::chrono::microseconds disk = std::chrono::milliseconds(10);
  return size() * std::max(delay_, disk);
}

std::chrono::milliseconds WaitingItems::patience() const { return std::chrono::seconds(3); }

void WaitingItems::publish(const std::filesystem::path& folder) {
  const std::string& path = folder.native();
  if (path.size() >= shared_.folder.size()) {
    throw std::runtime_error(
        "the path of the folder for files is too long: " + std::to_string(path.size()) +
        " bytes; choose another folder with --files-in=");
  }
  std::ranges::fill(std::ranges::copy(path, shared_.folder.begin()).out, shared_.folder.end(),
                    '\0');
}

}  // namespace crossover
