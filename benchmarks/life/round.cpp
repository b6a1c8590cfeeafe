#include "benchmarks/life/round.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include "crossover/strategy.hpp"

namespace crossover {

namespace {

constexpr const char* baseline = "serial";

/// What is compared with one another: the same work, done in the same phase.
std::string work_of(const Cell& cell) {
  return cell.workload.text() + ' ' + std::string(name_of(cell.phase)) + ' ' +
         std::to_string(cell.rest.count());
}

/// Works that differ in nothing but the number of items, which may depend on that of workers.
std::string family_of(const Cell& cell) {
  Spec any_size = cell.workload;
  any_size.set("n", 0);
  return any_size.text() + ' ' + std::string(name_of(cell.phase)) + ' ' +
         std::to_string(cell.rest.count());
}

/// The groups of items that have the same key, in a drawn order.
template <typename Item, typename Key>
std::vector<std::vector<Item>> drawn_groups(const std::vector<Item>& items, Key key,
                                            std::mt19937_64& dice) {
  std::map<std::string, std::vector<Item>> by_key;
  for (const Item& item : items) {
    by_key[key(item)].push_back(item);
  }
  std::vector<std::vector<Item>> groups;
  groups.reserve(by_key.size());
  for (auto& [_, group] : by_key) {
    groups.push_back(std::move(group));
  }
  std::ranges::shuffle(groups, dice);
  return groups;
}

void insert_between(Visit& visit, std::size_t first, std::size_t last, const Turn& turn,
                    std::mt19937_64& dice) {
  const auto at = std::uniform_int_distribution<std::size_t>(first, last)(dice);
  visit.insert(visit.begin() + static_cast<std::ptrdiff_t>(at), turn);
}

Visit draw_visit(const std::vector<const Cell*>& cells, const LifeRequest& request,
                 std::mt19937_64& dice) {
  Visit visit;
  Visit baselines;
  for (const Cell* cell : cells) {
    const bool is_baseline = cell->strategy->name == baseline;
    (is_baseline ? baselines : visit).push_back({.cell = cell});
    if (request.twins.contains(cell->row())) {
      visit.push_back({.cell = cell, .is_twin = true});
    }
  }
  std::ranges::shuffle(visit, dice);
  for (const Turn& turn : baselines) {
    const std::size_t middle = visit.size() / 2;
    insert_between(visit, middle, visit.size(), turn, dice);
    insert_between(visit, 0, middle, turn, dice);
  }
  return visit;
}

/// Each turn of this program's own, and the other's beside it, in either order.
Visit with_other(const Visit& own, std::mt19937_64& dice) {
  Visit both;
  for (Turn turn : own) {
    both.push_back(turn);
    if (!turn.is_twin) {
      turn.is_other = true;
      const auto offset = std::uniform_int_distribution<std::ptrdiff_t>(0, 1)(dice);
      both.insert(both.end() - offset, turn);
    }
  }
  return both;
}

}  // namespace

std::string Turn::row() const {
  std::string row = cell->row();
  const std::string addition = is_twin ? "/twin:1" : is_other ? "/program:other" : "";
  return row.insert(row.rfind('/'), addition);
}

std::vector<Visit> draw_round(const Plan& plan, const LifeRequest& request, std::mt19937_64& dice) {
  std::vector<const Cell*> due;
  for (const PlannedCell& planned : plan) {
    if (request.rows.contains(planned.cell.row())) {
      due.push_back(&planned.cell);
    }
  }
  std::vector<Visit> round;
  for (const auto& family : drawn_groups(
           due, [](const Cell* cell) { return family_of(*cell); }, dice)) {
    for (const auto& cells : drawn_groups(
             family, [](const Cell* cell) { return work_of(*cell); }, dice)) {
      Visit visit = draw_visit(cells, request, dice);
      round.push_back(request.against.empty() ? std::move(visit) : with_other(visit, dice));
    }
  }
  return round;
}

}  // namespace crossover
