// Operations on records of one file that all workers want, under a lock or without need of one.
#include "benchmarks/workloads/shared_file/shared_file.hpp"

#include <stdexcept>
#include <utility>

#include "crossover/catalogue.hpp"
#include "crossover/parameters.hpp"

namespace crossover {
namespace {

const std::vector<std::pair<std::string, AccessPolicy>>& policies() {
  static const std::vector<std::pair<std::string, AccessPolicy>> all{
      {"mutex", {.lock = &mutex_lock()}},
      {"shared_mutex", {.lock = &shared_mutex_lock()}},
      {"ofd", {.lock = &ofd_lock()}},
      {"file_lock", {.lock = &file_lock()}},
      {"rw", {.lock = &rw_lock()}},
      {"append", {.placement = Placement::appended}},
      {"disjoint", {.placement = Placement::apart}},
      {"own_file", {.placement = Placement::own_file}},
  };
  return all;
}

std::vector<std::string> names_of_policies() {
  std::vector<std::string> names;
  for (const auto& [name, policy] : policies()) {
    names.push_back(name);
  }
  return names;
}

std::unique_ptr<Workload> make_shared_file(const Spec& spec, Arena& arena) {
  for (const auto& [name, policy] : policies()) {
    if (name == spec.word("lock")) {
      return std::make_unique<SharedFile>(spec, arena, policy);
    }
  }
  throw std::logic_error("complete() lets no other word pass");
}

const AddWorkload shared_file{
    {.name = "shared_file",
     .summary = "reads and writes of records in one file that all workers share",
     .parameters =
         {items_parameter(2'000), number_parameter("records", "in the file", 1'024, 1, 1U << 24U),
          word_parameter("bytes", "of a record", {"4096", "64", "512", "65536", "1048576"}),
          word_parameter("lock", "what keeps workers apart", names_of_policies()),
          word_parameter("regime", "when data goes to the device, and whence it comes",
                         {"cached", "sync_each", "sync_end", "cold"}),
          number_parameter("reads", "percent of the operations that only read", 0, 0, 100),
          number_parameter("think_ns", "computing between two operations, in ns", 0, 0,
                           1'000'000'000),
          word_parameter("notes", "whether waiting and latencies are noted", {"on", "off"})},
     .bytes = SharedFile::bytes,
     .make = make_shared_file}};

}  // namespace
}  // namespace crossover
