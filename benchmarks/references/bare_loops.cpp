#include <fstream>
#include <memory>
#include <string>

#include "benchmarks/kernels/kernels.hpp"
#include "benchmarks/kernels/native_squares.hpp"
#include "crossover/catalogue.hpp"
#include "crossover/failure.hpp"
#include "generated/build_info.hpp"

namespace crossover {
namespace {

std::uint64_t* numbers_of(Workload& squares) {
  return reinterpret_cast<std::uint64_t*>(
      squares.result({.first = 0, .last = squares.size()}).data());
}

/// -march=native code may use any feature that the processor it was built on has.
bool built_on_this_processor() {
  std::ifstream cpuinfo("/proc/cpuinfo");
  for (std::string line; std::getline(cpuinfo, line);) {
    if (line.starts_with("flags") || line.starts_with("Features")) {
      return line == build::processor_features;
    }
  }
  return false;
}

/// A crew that is one function call.
template <typename Loop>
class LoopCrew final : public Crew {
 public:
  explicit LoopCrew(Loop loop) : loop_(loop) {}
  void run() override {
    loop_();
    ++runs_;
  }
  [[nodiscard]] std::uint64_t participations() const override { return runs_; }

 private:
  Loop loop_;
  std::uint64_t runs_ = 0;
};

std::unique_ptr<Crew> start_bare_loop(Workload& workload, const Setup& setup) {
  const auto intensity = static_cast<unsigned>(setup.spec.number("intensity"));
  const Store store = setup.spec.word("store") == "streaming" ? Store::streaming : Store::ordinary;
  const auto loop = [squares = kernels().squares, out = numbers_of(workload), n = workload.size(),
                     intensity, store] { squares(out, 0, n, intensity, store); };
  return std::make_unique<LoopCrew<decltype(loop)>>(loop);
}

std::unique_ptr<Crew> start_native_loop(Workload& workload, const Setup& setup) {
  if (!built_on_this_processor()) {
    throw Unavailable("compiled for another processor than this one");
  }
  if (setup.spec.number("intensity") != 1 || setup.spec.word("store") != "ordinary") {
    throw Unavailable("the native loop has intensity 1 and ordinary stores only");
  }
  const auto loop = [out = numbers_of(workload), n = workload.size()] { native_squares(out, n); };
  return std::make_unique<LoopCrew<decltype(loop)>>(loop);
}

/// `squares` computed by the very kernel that every strategy calls, but with one direct call a run:
/// no slices, no virtual call, no record of who computed. What the interface costs is measured
/// against it.
const AddReference bare_loop{{.name = "bare_loop",
                              .summary = "the kernel, called directly",
                              .family = "serial",
                              .parallel = false,
                              .start = start_bare_loop}};

/// `squares` of intensity 1 and ordinary stores by a plain loop compiled with -march=native: what a
/// compiler makes of it that need not care for other processors.
const AddReference native_loop{{.name = "native_loop",
                                .summary = "a plain loop compiled with -march=native",
                                .family = "serial",
                                .parallel = false,
                                .start = start_native_loop}};

}  // namespace
}  // namespace crossover
