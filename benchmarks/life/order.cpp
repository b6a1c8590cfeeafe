#include "benchmarks/life/order.hpp"

#include <algorithm>
#include <istream>
#include <nlohmann/json.hpp>

#include "benchmarks/command_line/options.hpp"

namespace crossover {

namespace {

using nlohmann::json;

constexpr double shortest_ms = 0.01;
constexpr double longest_ms = 60'000;
constexpr unsigned most_rounds = 1'000'000;

/// The value, if the order has it and it is not null.
template <typename Value>
void take(const json& order, const char* name, Value& value) {
  if (order.contains(name) && !order.at(name).is_null()) {
    value = order.at(name).get<Value>();
  }
}

void require_known(const std::set<std::string>& rows, const std::set<std::string>& known,
                   const char* where) {
  for (const std::string& row : rows) {
    if (!known.contains(row)) {
      throw UsageError("--life: the order's " + std::string(where) + " have '" + row +
                       "', which is no row of the plan; --plan lists all");
    }
  }
}

Order order_of(const json& text, const Plan& plan) {
  std::set<std::string> known;
  for (const PlannedCell& planned : plan) {
    known.insert(planned.cell.row());
  }
  Order order;
  order.rows = known;
  take(text, "seed", order.seed);
  take(text, "rounds", order.rounds);
  take(text, "sample_ms", order.sample_ms);
  take(text, "rows", order.rows);
  take(text, "twins", order.twins);
  take(text, "against", order.against);
  require_known(order.rows, known, "rows");
  require_known(order.twins, order.rows, "twins");
  if (order.sample_ms < shortest_ms || order.sample_ms > longest_ms) {
    throw UsageError("--life: the order's sample_ms must be between 0.01 and 60000");
  }
  if (order.rounds < 1 || order.rounds > most_rounds) {
    throw UsageError("--life: the order's rounds must be between 1 and 1000000");
  }
  return order;
}

}  // namespace

Order read_order(std::istream& text, const Plan& plan) {
  try {
    return order_of(json::parse(text), plan);
  } catch (const json::exception& error) {
    throw UsageError(
        "--life: the standard input must be the order as a JSON object, such as "
        "{\"seed\": 17}: " +
        std::string(error.what()));
  }
}

}  // namespace crossover
