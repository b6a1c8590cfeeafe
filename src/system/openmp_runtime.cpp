#include "src/system/openmp_runtime.hpp"

#include <dlfcn.h>

#include <filesystem>
#include <system_error>

namespace crossover {
namespace {

/// The library that a function of this name is taken from; without a file if there is none.
Dl_info library_of(const char* function) {
  // Not by its address: in a program that is not position-independent this is its own stub.
  const void* address = dlsym(RTLD_DEFAULT, function);
  Dl_info library{};
  if (address == nullptr || dladdr(address, &library) == 0) {
    return {};
  }
  return library;
}

}  // namespace

std::optional<OpenmpRuntime> openmp_runtime() {
  const Dl_info library = library_of("omp_get_max_threads");
  if (library.dli_fname == nullptr) {
    return std::nullopt;
  }
  std::error_code failed;
  const std::filesystem::path linked = library.dli_fname;
  const auto file = std::filesystem::canonical(linked, failed);
  // What clang's code calls to open a parallel region; Intel's runtime is LLVM's too.
  const bool is_llvms = library_of("__kmpc_fork_call").dli_fbase == library.dli_fbase;
  return OpenmpRuntime{.file = (failed ? linked : file).filename().string(),
                       .maker = is_llvms ? "LLVM" : "GCC"};
}

}  // namespace crossover
