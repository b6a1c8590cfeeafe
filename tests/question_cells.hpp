#pragma once

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include "crossover/catalogue.hpp"

namespace crossover {

/// Asks one question of a few strategies on four CPUs.
class QuestionTest : public ::testing::Test {
 protected:
  QuestionTest() { choose({"serial", "thread_pool", "process_pool", "openmp_static"}); }

  void choose(const std::vector<const char*>& names) {
    scope_.strategies.clear();
    for (const char* name : names) {
      scope_.strategies.push_back(strategies().find(name));
    }
  }

  [[nodiscard]] std::vector<Cell> cells() const {
    return questions().find(question_)->cells(scope_);
  }

  /// Each value of `key` among the cells, once.
  template <typename Key>
  [[nodiscard]] auto each(Key key) const {
    std::set<std::invoke_result_t<Key, const Cell&>> values;
    for (const Cell& cell : cells()) {
      values.insert(key(cell));
    }
    return values;
  }

  [[nodiscard]] std::set<unsigned> worker_counts_in(Phase phase) const {
    std::set<unsigned> counts;
    for (const Cell& cell : cells()) {
      if (cell.phase == phase && cell.strategy->parallel) {
        counts.insert(cell.workers);
      }
    }
    return counts;
  }

  std::string question_;
  Scope scope_;
};

inline std::string strategy_of(const Cell& cell) { return cell.strategy->name; }
inline std::string workload_of(const Cell& cell) { return cell.workload.workload(); }

inline void expect_a_slice_for_each_worker(const std::vector<Cell>& cells) {
  for (const Cell& cell : cells) {
    EXPECT_EQ(cell.slices, cell.workers) << cell.name();
    EXPECT_TRUE(cell.strategy->parallel || cell.workers == 1) << cell.name();
  }
}

}  // namespace crossover
