#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <string>

#include "crossover/catalogue.hpp"
#include "crossover/sliced_crew.hpp"
#include "crossover/spawned_worker.hpp"
#include "src/system/system_failure.hpp"

namespace crossover {
namespace {

/// One posix_spawn(3) of this program, which ends at once, and one wait(2); the caller computes.
class BareSpawn final : public SlicedCrew {
 public:
  using SlicedCrew::SlicedCrew;

  void run() override {
    as_one_run([this] {
      std::string name = "crossover-worker";
      std::string flag = spawned_worker_flag;
      const std::array<char*, 3> arguments{name.data(), flag.data(), nullptr};
      pid_t child = 0;
      errno = ::posix_spawn(&child, "/proc/self/exe", nullptr, nullptr, arguments.data(), environ);
      if (errno != 0) {
        throw system_failure("posix_spawn");
      }
      int status = 0;
      if (::waitpid(child, &status, 0) != child || status != 0) {
        throw std::runtime_error("the executed process failed");
      }
      compute_share(0);
    });
  }
};

const AddReference bare_spawn{{.name = "bare_spawn",
                               .summary = "one execution of this program and its wait",
                               .family = "processes",
                               .parallel = false,
                               .processes = true,
                               .start = start_crew<BareSpawn>}};

}  // namespace
}  // namespace crossover
