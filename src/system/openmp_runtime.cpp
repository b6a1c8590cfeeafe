#include "src/system/openmp_runtime.hpp"

#include <dlfcn.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstdio>
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

bool openmp_binds_threads() {
  using Asked = int();
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): what dlsym(3) is for
  auto* const policy = reinterpret_cast<Asked*>(dlsym(RTLD_DEFAULT, "omp_get_proc_bind"));
  constexpr int none = 0;  // omp_proc_bind_false
  return policy != nullptr && policy() != none;
}

void remove_openmp_name(pid_t process) noexcept {
  static const bool has_names = library_of("__kmpc_fork_call").dli_fname != nullptr;
  if (has_names) {
    std::array<char, 64> name{};
    std::snprintf(name.data(), name.size(), "/__KMP_REGISTERED_LIB_%d_%u", process, ::getuid());
    static_cast<void>(::shm_unlink(name.data()));  // not every process has one
  }
}

}  // namespace crossover
