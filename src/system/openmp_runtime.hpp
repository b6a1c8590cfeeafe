#pragma once

#include <sys/types.h>

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

/// Whether the runtime binds its threads to places (OpenMP 5.2, 21.3: OMP_PROC_BIND). The main
/// thread is one of them, and is bound before `main`.
[[nodiscard]] bool openmp_binds_threads();

/// LLVM's runtime gives each process a name in shared memory, forked ones included, and removes it
/// in exit(3), to which workers that end by _exit(2) and killed processes never come. Removes the
/// name of one that has ended.
void remove_openmp_name(pid_t process) noexcept;

}  // namespace crossover
