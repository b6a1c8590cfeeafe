#pragma once

#include <benchmark/benchmark.h>

namespace crossover {

/// Google Benchmark's JSON, with what readers need to know of the catalogue in its context.
class JsonReporter final : public benchmark::JSONReporter {
 public:
  bool ReportContext(const Context& context) override;
};

}  // namespace crossover
