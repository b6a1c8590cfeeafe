#include "benchmarks/host/host.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <exception>
#include <nlohmann/json.hpp>
#include <utility>

#include "benchmarks/host/line_reader.hpp"
#include "benchmarks/host/turn.hpp"
#include "benchmarks/measuring/measuring.hpp"
#include "benchmarks/measuring/new_crews.hpp"
#include "benchmarks/measuring/rest.hpp"
#include "crossover/failure.hpp"
#include "src/system/child_processes.hpp"
#include "src/system/file_descriptor.hpp"
#include "src/system/memory.hpp"
#include "src/system/system_failure.hpp"

namespace crossover {

namespace {

using nlohmann::json;

json told_by(const std::exception& failure) {
  return {{"error", failure.what()}, {"kind", name_of(kind_of(failure))}};
}

RowTimer::MinimumTime seconds_or_none(const json& number) {
  return number.is_null() ? std::nullopt : RowTimer::MinimumTime(number.get<double>());
}

/// Not inherited by programs that are executed.
FileDescriptor copy_of(int descriptor) {
  FileDescriptor copy(::fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
  if (!copy.is_open()) {
    throw system_failure("cannot copy a descriptor");
  }
  return copy;
}

void replace(int descriptor, int by) {
  if (::dup2(by, descriptor) < 0) {
    throw system_failure("cannot replace a descriptor");
  }
}

}  // namespace

Host::Host(const Plan& plan, Conditions conditions) : conditions_(std::move(conditions)) {
  for (const PlannedCell& planned : plan) {
    cells_.emplace(planned.cell.row(), &planned.cell);
  }
}

json Host::answer(const json& request) {
  try {
    if (request.contains("rest")) {
      crew_.reset();
      return json::object();
    }
    const auto found = cells_.find(request.at("row"));
    if (found == cells_.end()) {
      throw std::invalid_argument("this program has no such row");
    }
    const Cell& cell = *found->second;
    return request.contains("sample_ms")
               ? turn(cell, request.at("sample_ms"))
               : row(cell, RowTimer(request.at("runs"), seconds_or_none(request.at("least_s"))));
  } catch (const std::exception& failure) {
    crew_.reset();
    stage_.reset();  // the crew may have left its memory in disorder
    return told_by(failure);
  }
}

void Host::serve(int parent) {
  die_with_parent(parent);
  const FileDescriptor requests = copy_of(STDIN_FILENO);
  const FileDescriptor answers = copy_of(STDOUT_FILENO);
  const FileDescriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (!nothing.is_open()) {
    throw system_failure("cannot open /dev/null");
  }
  replace(STDIN_FILENO, nothing.number());
  replace(STDOUT_FILENO, STDERR_FILENO);
  if (conditions_.prepare) {
    conditions_.prepare();
  }
  LineReader reader(requests.number());
  while (const auto request = reader.next()) {
    send_line(answers.number(),
              answer(json::parse(*request)).dump(-1, ' ', false, json::error_handler_t::replace));
  }
}

json Host::turn(const Cell& cell, double sample_ms) {
  const std::chrono::duration<double, std::milli> length(sample_ms);
  return take_turn(cell, stage_for(cell.workload), conditions_.effective_cpus,
                   std::chrono::duration_cast<std::chrono::nanoseconds>(length));
}

json Host::row(const Cell& cell, RowTimer timer) {
  RowReport report = measure(cell, timer);
  report.counters["memory_nodes"] = stage_->arena.placement().nodes;
  return {{"took_ns", timer.took().count()},
          {"runs", timer.runs()},
          {"items", report.items},
          {"counters", report.counters},
          {"label", report.label}};
}

RowReport Host::measure(const Cell& cell, RowTimer& timer) {
  if (!needs_new_crews(cell.phase)) {
    return measure_runs(standing_crew_for(cell), cell, timer);
  }
  Stage& stage = stage_for(cell.workload);
  await_rest();
  return measure_new_crews(cell, stage, conditions_.effective_cpus, timer);
}

Stage& Host::stage_for(const Spec& workload) {
  crew_.reset();
  if (!stage_ || stage_->spec != workload) {
    stage_.reset();  // gives its memory back before the next one takes some
    stage_.emplace(workload, conditions_.most_workers, conditions_.files);
  }
  return *stage_;
}

StandingCrew& Host::standing_crew_for(const Cell& cell) {
  if (!crew_ || !crew_->serves(cell)) {
    Stage& stage = stage_for(cell.workload);
    await_rest();
    crew_.emplace(cell, stage, conditions_.effective_cpus);
  }
  return *crew_;
}

}  // namespace crossover
