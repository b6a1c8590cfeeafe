#include "benchmarks/life/host.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <exception>
#include <nlohmann/json.hpp>
#include <utility>

#include "benchmarks/life/line_reader.hpp"
#include "benchmarks/life/turn.hpp"
#include "crossover/failure.hpp"
#include "src/system/child_processes.hpp"
#include "src/system/file_descriptor.hpp"
#include "src/system/system_failure.hpp"

namespace crossover {

namespace {

using nlohmann::json;

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
  LineReader reader(requests.number());
  while (const auto request = reader.next()) {
    send_line(answers.number(), answer(*request));
  }
}

std::string Host::answer(const std::string& request) {
  json told;
  try {
    const json asked = json::parse(request);
    const auto found = cells_.find(asked.at("row"));
    if (found == cells_.end()) {
      throw std::invalid_argument("this program has no such row");
    }
    const Cell& cell = *found->second;
    Stage& stage = stage_for(cell.workload);
    const std::chrono::duration<double, std::milli> length(asked.at("sample_ms").get<double>());
    told = take_turn(cell, stage, conditions_.effective_cpus,
                     std::chrono::duration_cast<std::chrono::nanoseconds>(length));
  } catch (const std::exception& failure) {
    told = {{"error", failure.what()}, {"kind", name_of(kind_of(failure))}};
  }
  if (told.contains("error")) {
    stage_.reset();  // the crew may have left its memory in disorder
  }
  return told.dump(-1, ' ', false, json::error_handler_t::replace);
}

Stage& Host::stage_for(const Spec& workload) {
  if (!stage_ || stage_->spec != workload) {
    stage_.reset();  // gives its memory back before the next one takes some
    stage_.emplace(workload, conditions_.most_workers, conditions_.files);
  }
  return *stage_;
}

}  // namespace crossover
