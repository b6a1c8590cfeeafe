#include "tests/counting_workload.hpp"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <limits>
#include <stdexcept>
#include <string>

namespace crossover {

namespace {

constexpr std::uint64_t nowhere = std::numeric_limits<std::uint64_t>::max();

Parameter item_parameter(std::string key) {
  return {.key = std::move(key), .summary = "an item", .standard = [](const Spec&) {
            return std::to_string(nowhere);
          }};
}

const AddWorkload counting_workload{
    {.name = "test/counting",
     .summary = "counts how often each item is computed",
     .parameters = {{.key = "n", .summary = "items", .standard = [](const Spec&) { return "1"; }},
                    item_parameter("throw_at"),
                    item_parameter("die_at"),
                    item_parameter("hang_at")},
     .bytes = CountingWorkload::bytes,
     .make = [](const Spec& spec, Arena& arena) -> std::unique_ptr<Workload> {
       return std::make_unique<CountingWorkload>(spec, arena);
     }}};

}  // namespace

CountingWorkload::CountingWorkload(const Spec& spec, Arena& arena)
    : counts_(arena.allocate<std::uint32_t>(spec.number("n"))),
      throw_at_(spec.number("throw_at")),
      die_at_(spec.number("die_at")),
      hang_at_(spec.number("hang_at")) {}

std::size_t CountingWorkload::bytes(const Spec& spec) {
  return spec.number("n") * sizeof(std::uint32_t) + Arena::cache_line;
}

void CountingWorkload::compute(Range items, unsigned /*worker*/) {
  for (std::size_t i = items.first; i < items.last; ++i) {
    if (i == throw_at_) {
      throw std::domain_error("item " + std::to_string(i) + " is cursed");
    }
    if (i == die_at_) {
      ::raise(SIGKILL);
    }
    while (i == hang_at_) {
      ::pause();
    }
    ++counts_[i];
  }
}

void CountingWorkload::reset() { std::ranges::fill(counts_, 0U); }

std::optional<Mismatch> CountingWorkload::check() const {
  const auto wrong = std::ranges::find_if(counts_, [](std::uint32_t count) { return count != 1; });
  if (wrong == counts_.end()) {
    return std::nullopt;
  }
  return Mismatch{.item = static_cast<std::size_t>(wrong - counts_.begin()),
                  .expected = "computed once",
                  .actual = "computed " + std::to_string(*wrong) + " times"};
}

Spec counting(std::size_t n) { return Spec("test/counting").set("n", n); }

}  // namespace crossover
