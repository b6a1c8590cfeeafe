#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "crossover/catalogue.hpp"
#include "crossover/sliced_crew.hpp"
#include "src/system/system_failure.hpp"

namespace crossover {
namespace {

/// One fork, one wait(2).
class BareFork final : public SlicedCrew {
 public:
  using SlicedCrew::SlicedCrew;

  void run() override {
    as_one_run([this] {
      const pid_t child = ::fork();
      if (child < 0) {
        throw system_failure("fork");
      }
      if (child == 0) {
        compute_share(0);
        ::_exit(EXIT_SUCCESS);
      }
      int status = 0;
      if (::waitpid(child, &status, 0) != child || status != 0) {
        throw std::runtime_error("the forked process failed");
      }
    });
  }
};

const AddReference bare_fork{{.name = "bare_fork",
                              .summary = "one fork and its wait",
                              .family = "processes",
                              .parallel = false,
                              .processes = true,
                              .start = start_crew<BareFork>}};

}  // namespace
}  // namespace crossover
