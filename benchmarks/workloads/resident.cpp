// What a caller's own memory costs whoever starts workers: a fork copies the page tables of private
// memory, of shared memory it need not. Large pages, where the system gives them to ordinary memory
// (the context has `huge_pages`), have 512 times fewer entries; that is left as the system has it.
#include <sys/mman.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>

#include "benchmarks/workloads/counting_lines.hpp"
#include "crossover/catalogue.hpp"
#include "crossover/parameters.hpp"
#include "src/system/memory.hpp"
#include "src/system/populate.hpp"

namespace crossover {
namespace {

std::runtime_error shortage(std::size_t bytes, const std::string& cause) {
  return std::runtime_error("the caller's memory (resident's mib) takes " + std::to_string(bytes) +
                            " bytes, " + std::to_string(available_memory_bytes()) +
                            " are available: " + cause);
}

/// Memory that belongs to nobody's work, every page of it there.
class Ballast {
 public:
  /// `sharing` is MAP_PRIVATE or MAP_SHARED; `bytes` is not 0.
  Ballast(std::size_t bytes, int sharing) : Ballast(map(bytes, sharing), bytes) { populate(); }
  Ballast(const Ballast&) = delete;
  Ballast& operator=(const Ballast&) = delete;
  Ballast(Ballast&&) = delete;
  Ballast& operator=(Ballast&&) = delete;
  ~Ballast() { ::munmap(start_, bytes_); }

 private:
  Ballast(void* start, std::size_t bytes) : start_(start), bytes_(bytes) {}

  static void* map(std::size_t bytes, int sharing) {
    if (bytes > available_memory_bytes()) {
      throw shortage(bytes, "choose a smaller mib");
    }
    void* const start =
        ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, sharing | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED) {
      throw shortage(bytes, std::strerror(errno));
    }
    return start;
  }

  void populate() {
    if (const int error = populate_pages(static_cast<std::byte*>(start_), bytes_); error != 0) {
      throw shortage(bytes_, std::strerror(error));
    }
  }

  void* start_;
  std::size_t bytes_;
};

class Resident final : public CountingLines {
 public:
  Resident(const Spec& spec, Arena& arena)
      : CountingLines(spec, arena),
        ballast_bytes_(spec.number("mib") << 20U),
        sharing_(spec.word("memory") == "shared" ? MAP_SHARED : MAP_PRIVATE) {}

  /// Takes the memory, once. Not the constructor's task: an executed worker makes this workload
  /// too, but is not reset.
  void reset() override {
    if (ballast_bytes_ != 0 && !ballast_) {
      ballast_.emplace(ballast_bytes_, sharing_);
    }
    CountingLines::reset();
  }

 private:
  std::size_t ballast_bytes_;
  int sharing_;
  std::optional<Ballast> ballast_;
};

const AddWorkload resident{
    {.name = "resident",
     .summary = "items that do next to nothing, in a program that holds much memory",
     .parameters = {items_parameter(2),
                    number_parameter("mib", "MiB of memory that the caller holds", 64, 0,
                                     1U << 24U),
                    {.key = "memory",
                     .summary = "whose that memory is: the caller's own, or shared with its forks",
                     .standard = [](const Spec&) -> std::string { return "private"; },
                     .words = {"private", "shared"}}},
     .bytes = Resident::bytes,
     .make = make<Resident>}};

}  // namespace
}  // namespace crossover
