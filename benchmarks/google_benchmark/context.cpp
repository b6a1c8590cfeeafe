#include "benchmarks/google_benchmark/context.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <sstream>

#include "benchmarks/google_benchmark/catalogue_json.hpp"
#include "benchmarks/kernels/kernels.hpp"
#include "benchmarks/provenance/provenance.hpp"

namespace crossover {

namespace {

void add(const Facts& facts) {
  for (const auto& [key, value] : facts) {
    benchmark::AddCustomContext(key, value);
  }
}

}  // namespace

std::string add_provenance_to_context() {
  const Facts facts = provenance();
  add(facts);
  benchmark::AddCustomContext("instruction_set", kernels().instruction_set);
  return std::ranges::find(facts, "machine", &Facts::value_type::first)->second;
}

void add_files_to_context(const std::filesystem::path& folder) { add(file_facts(folder)); }

nlohmann::ordered_json context() {
  std::stringstream text;
  benchmark::JSONReporter reporter;
  reporter.SetOutputStream(&text);
  reporter.ReportContext(benchmark::BenchmarkReporter::Context());
  text << "]}";
  auto context = nlohmann::ordered_json::parse(text).at("context");
  context["strategies"] = strategies_as_json();
  context["questions"] = questions_as_json();
  context["jobs"] = jobs_as_json();
  return context;
}

}  // namespace crossover
