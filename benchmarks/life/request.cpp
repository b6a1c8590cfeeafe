#include "benchmarks/life/request.hpp"

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

/// The value, if the request has it and it is not null.
template <typename Value>
void take(const json& request, const char* name, Value& value) {
  if (request.contains(name) && !request.at(name).is_null()) {
    value = request.at(name).get<Value>();
  }
}

void require_known(const std::set<std::string>& rows, const std::set<std::string>& known,
                   const char* where) {
  for (const std::string& row : rows) {
    if (!known.contains(row)) {
      throw UsageError("--life: the request's " + std::string(where) + " have '" + row +
                       "', which is no row of the plan; --plan lists all");
    }
  }
}

LifeRequest request_of(const json& text, const Plan& plan) {
  std::set<std::string> known;
  for (const PlannedCell& planned : plan) {
    known.insert(planned.cell.row());
  }
  LifeRequest request;
  request.rows = known;
  take(text, "seed", request.seed);
  take(text, "rounds", request.rounds);
  take(text, "sample_ms", request.sample_ms);
  take(text, "rows", request.rows);
  take(text, "twins", request.twins);
  take(text, "against", request.against);
  require_known(request.rows, known, "rows");
  require_known(request.twins, request.rows, "twins");
  if (request.sample_ms < shortest_ms || request.sample_ms > longest_ms) {
    throw UsageError("--life: the request's sample_ms must be between 0.01 and 60000");
  }
  if (request.rounds < 1 || request.rounds > most_rounds) {
    throw UsageError("--life: the request's rounds must be between 1 and 1000000");
  }
  return request;
}

}  // namespace

LifeRequest read_request(std::istream& text, const Plan& plan) {
  try {
    return request_of(json::parse(text), plan);
  } catch (const json::exception& error) {
    throw UsageError(
        "--life: the standard input must be the request as a JSON object, such as "
        "{\"seed\": 17}: " +
        std::string(error.what()));
  }
}

}  // namespace crossover
