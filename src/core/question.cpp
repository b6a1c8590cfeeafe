#include "crossover/question.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "crossover/catalogue.hpp"

namespace crossover {

namespace {

/// `largest`, a tenth of it, ...: at most so many, the smallest first.
std::vector<std::uint64_t> decades_up_to(std::uint64_t largest, std::size_t most) {
  std::vector<std::uint64_t> sizes;
  for (std::uint64_t size = largest; size != 0 && sizes.size() < most; size /= 10) {
    sizes.push_back(size);
  }
  std::ranges::reverse(sizes);
  return sizes;
}

std::vector<std::uint64_t> usual_sizes(const WorkloadRecipe& job, std::size_t most) {
  return decades_up_to(complete(Spec(job.name)).number("n"), most);
}

std::size_t count_sizes(const std::vector<Spec>& squares) {
  std::set<std::uint64_t> sizes;
  for (const Spec& each : squares) {
    sizes.insert(each.number("n"));
  }
  return sizes.size();
}

/// With all these intensities, if it has this parameter and there are any.
std::vector<Spec> with_intensities(const Spec& job, const std::vector<std::uint64_t>& intensities) {
  if (intensities.empty() || !complete(job).has("intensity")) {
    return {job};
  }
  std::vector<Spec> specs;
  specs.reserve(intensities.size());
  for (const std::uint64_t intensity : intensities) {
    specs.push_back(Spec(job).set("intensity", intensity));
  }
  return specs;
}

}  // namespace

std::string_view name_of(Phase phase) {
  switch (phase) {
    case Phase::warm:
      return "warm";
    case Phase::cold:
      return "cold";
    case Phase::start:
      return "start";
    case Phase::first:
      return "first";
    case Phase::stop:
      return "stop";
    case Phase::each:
      return "each";
    case Phase::burst:
      return "burst";
    case Phase::idle:
      return "idle";
    case Phase::anatomy:
      return "anatomy";
    case Phase::prepared:
      return "prepared";
  }
  return "";  // no such phase
}

std::string Cell::name() const {
  return workload.workload() + "/" + strategy->name + "/" + workload.parameters_text() +
         "/workers:" + std::to_string(workers) + "/slices:" + std::to_string(slices) +
         "/phase:" + std::string(name_of(phase)) +
         (phase == Phase::burst ? "/rest_us:" + std::to_string(rest.count()) : "");
}

std::string Cell::row() const {
  const unsigned iterations = fixed_iterations(phase, rest);
  return name() + (iterations == 0 ? "" : "/iterations:" + std::to_string(iterations)) +
         (is_timed_by_run(phase) ? "/manual_time" : "/real_time");
}

std::vector<unsigned> Scope::workers_or(const std::vector<unsigned>& own) const {
  return workers.empty() ? own : workers;
}

std::vector<std::uint64_t> Scope::sizes_or(const std::vector<std::uint64_t>& own) const {
  return sizes.empty() ? std::vector(own) : sizes;
}

std::vector<std::uint64_t> Scope::intensities_or(const std::vector<std::uint64_t>& own) const {
  return intensities.empty() ? std::vector(own) : intensities;
}

std::vector<Spec> Scope::squares(const std::vector<std::uint64_t>& own_sizes,
                                 const std::vector<std::uint64_t>& own_intensities) const {
  std::vector<Spec> specs;
  for (const std::uint64_t intensity : intensities_or(own_intensities)) {
    for (const std::uint64_t n : sizes_or(own_sizes)) {
      specs.push_back(Spec("squares").set("n", n).set("intensity", intensity));
    }
  }
  return specs;
}

std::vector<Spec> Scope::jobs_or(const std::vector<Spec>& some_squares) const {
  std::vector<Spec> specs;
  for (const WorkloadRecipe& job : crossover::workloads().all()) {
    if (!job.is_job) {
      continue;
    }
    for (const std::uint64_t n : sizes_or(usual_sizes(job, count_sizes(some_squares)))) {
      std::ranges::copy(with_intensities(Spec(job.name).set("n", n), intensities),
                        std::back_inserter(specs));
    }
  }
  return specs.empty() ? some_squares : specs;
}

Scope Scope::strategies_or(const std::function<bool(const Strategy&)>& is_one) const {
  if (strategies_named) {
    return *this;
  }
  Scope chosen = *this;
  chosen.strategies.clear();
  for (const Strategy& each : crossover::strategies().all()) {
    chosen.strategies.push_back(&each);
  }
  return chosen.among(is_one);
}

std::vector<Spec> Scope::wanted(const Spec& workload) const {
  if (workloads.empty()) {
    return {complete(workload)};
  }
  std::vector<Spec> specs;
  for (const Spec& named : workloads) {
    if (named.workload() == workload.workload()) {
      Spec spec = workload;
      for (const auto& [key, value] : named.parameters()) {
        spec.set(key, value);
      }
      specs.push_back(complete(spec));
    }
  }
  return specs;
}

Scope Scope::among(const std::function<bool(const Strategy&)>& is_one) const {
  Scope fewer = *this;
  std::erase_if(fewer.strategies, [&](const Strategy* each) { return !is_one(*each); });
  return fewer;
}

Scope Scope::quick_ones() const {
  return strategies_named ? *this : among([](const Strategy& each) {
    return !each.copies_results && !(each.processes && each.starts_each_run);
  });
}

void Scope::cross(std::vector<Cell>& cells, const Spec& workload,
                  const std::vector<unsigned>& counts, Phase phase,
                  std::size_t slices_per_worker) const {
  for (const Spec& spec : wanted(workload)) {
    for (const Strategy* strategy : strategies) {
      if (!strategy->can_run(spec)) {
        continue;
      }
      for (const unsigned count : strategy->parallel ? counts : std::vector<unsigned>{1}) {
        cells.push_back({.workload = spec,
                         .strategy = strategy,
                         .workers = count,
                         .slices = count * slices_per_worker,
                         .phase = phase});
      }
    }
  }
}

void Scope::cross_bursts(std::vector<Cell>& cells, const Spec& workload,
                         const std::vector<unsigned>& counts,
                         std::initializer_list<std::chrono::microseconds> rests) const {
  std::vector<Cell> crews;
  cross(crews, workload, counts, Phase::burst);
  for (Cell& cell : crews) {
    for (const auto rest : rests) {
      cell.rest = rest;
      cells.push_back(cell);
    }
  }
}

void Scope::add(std::vector<Cell>& cells, const Spec& workload, const Strategy& strategy,
                unsigned count, Phase phase, std::chrono::microseconds rest) const {
  for (const Spec& spec : wanted(workload)) {
    cells.push_back({.workload = spec,
                     .strategy = &strategy,
                     .workers = count,
                     .slices = count,
                     .phase = phase,
                     .rest = rest});
  }
}

std::vector<unsigned> worker_counts(unsigned most) {
  std::vector<unsigned> counts;
  for (unsigned count = 1; count < most; count += count < 4 ? 1 : count / 2) {
    counts.push_back(count);
  }
  counts.push_back(most);
  return counts;
}

std::vector<unsigned> fitting_and_too_many(unsigned cpus) {
  std::vector<unsigned> counts = worker_counts(cpus);
  if (cpus > 1) {
    counts.push_back(cpus + (cpus / 2));
  }
  counts.push_back(2 * cpus);
  return counts;
}

}  // namespace crossover
