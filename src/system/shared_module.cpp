#include "src/system/shared_module.hpp"

#include <dlfcn.h>

#include <stdexcept>

namespace crossover {

namespace {

[[noreturn]] void fail(const std::filesystem::path& file) {
  const char* const words =
      ::dlerror();  // NOLINT(concurrency-mt-unsafe): glibc's is a thread's own
  throw std::runtime_error("cannot load " + file.string() + ": " +
                           (words == nullptr ? "no reason was given" : words));
}

}  // namespace

/// Its symbols are seen by what it loads in turn: Open MPI's own modules look for Open MPI's.
SharedModule::SharedModule(const std::string& name)
    : file_(std::filesystem::read_symlink("/proc/self/exe").replace_filename(name)),
      handle_(::dlopen(file_.c_str(), RTLD_NOW | RTLD_GLOBAL)) {
  if (handle_ == nullptr) {
    fail(file_);
  }
}

void* SharedModule::address_of(const char* name) const {
  void* const address = ::dlsym(handle_, name);
  if (address == nullptr) {
    fail(file_);
  }
  return address;
}

}  // namespace crossover
