#pragma once

#include <optional>
#include <string>

namespace crossover {

/// The library whose OpenMP this process runs on. It need not be the compiler's own: LLVM's also
/// serves programs that g++ has compiled, if it is loaded first.
struct OpenmpRuntime {
  std::string file;   ///< "libgomp.so.1.0.0": no runtime tells its version
  std::string maker;  ///< "GCC" or "LLVM"

  /// "GCC's libgomp.so.1.0.0"
  [[nodiscard]] std::string name() const { return maker + "'s " + file; }
};

/// As the loader resolved OpenMP's functions; std::nullopt where no shared library has them.
[[nodiscard]] std::optional<OpenmpRuntime> openmp_runtime();

}  // namespace crossover
