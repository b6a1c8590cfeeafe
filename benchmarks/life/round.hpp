#pragma once

#include <random>
#include <vector>

#include "benchmarks/life/request.hpp"
#include "benchmarks/plan.hpp"

namespace crossover {

/// Who measures one cell once.
struct Turn {
  const Cell* cell = nullptr;
  bool is_twin = false;   ///< of the row that this cell has already
  bool is_other = false;  ///< by the other program

  /// `squares/serial/.../phase:warm/real_time`, with `/twin:1` or `/program:other` before the
  /// clock.
  [[nodiscard]] std::string row() const;
};

/// The turns that follow each other while the work stays the same.
using Visit = std::vector<Turn>;

/// Every row that is due once, in an order drawn anew, so that nobody is always the one after the
/// same other (Williams 1949, Australian Journal of Scientific Research A 2).
///
/// Strategies are compared at the same work, so they do that one right after the other: what the
/// machine is like changes from second to second. The plain loop, which they are all held against,
/// has one turn in the first half of them and one in the second. Two programs have theirs side by
/// side.
[[nodiscard]] std::vector<Visit> draw_round(const Plan& plan, const LifeRequest& request,
                                            std::mt19937_64& dice);

}  // namespace crossover
