// What was built, with what, and the libraries that it runs on: two recordings of one commit may
// still differ in these.

#include <gnu/libc-version.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/version.hpp>
#include <cstdlib>

#include "benchmarks/provenance/provenance.hpp"
#include "generated/build_info.hpp"
#include "src/system/openmp_runtime.hpp"

#if CROSSOVER_WITH_TBB
#include <tbb/version.h>

namespace crossover {
static std::string onetbb_version() { return TBB_runtime_version(); }  // of the library loaded
}  // namespace crossover
#else
namespace crossover {
static std::string onetbb_version() { return "not built in"; }
}  // namespace crossover
#endif

namespace crossover {
namespace {

/// Which library, and of what date the standard that the compiler follows.
std::string openmp() {
#if CROSSOVER_WITH_OPENMP
  const auto runtime = openmp_runtime();
  return runtime ? runtime->file + " (OpenMP " + std::to_string(_OPENMP) + ")"
                 : std::string(not_measured);
#else
  return "not built in";
#endif
}

/// The environment variables that change what a runtime does, as "NAME=value NAME=value".
std::string runtime_environment() {
  constexpr std::array<std::string_view, 7> prefixes{
      "OMP_", "GOMP_", "KMP_", "TBB_", "MALLOC_", "GLIBC_TUNABLES=", "LD_PRELOAD="};
  std::vector<std::string> found;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    if (std::any_of(prefixes.begin(), prefixes.end(),
                    [text](std::string_view prefix) { return text.starts_with(prefix); })) {
      found.emplace_back(text);
    }
  }
  std::sort(found.begin(), found.end());
  std::string all;
  for (const auto& each : found) {
    all += (all.empty() ? "" : " ") + each;
  }
  return all.empty() ? "none set" : all;
}

std::string openmp_wait_policy() {
  const char* policy = std::getenv("OMP_WAIT_POLICY");
  return policy == nullptr ? "default" : policy;
}

std::string boost_version() {
  std::string version = BOOST_LIB_VERSION;
  std::replace(version.begin(), version.end(), '_', '.');
  return version;
}

}  // namespace

Facts build_facts() {
  const auto built = [](std::string_view value) { return or_not_measured(std::string(value)); };
  return {{"crossover_version", built(build::version)},
          {"commit", built(build::commit)},
          {"compiler", built(build::compiler)},
          {"compiler_flags", built(build::flags)},
          {"build_type", built(build::type)},
          {"google_benchmark_version", built(build::benchmark_version)},
          {"boost_version", boost_version()},
          {"onetbb_version", onetbb_version()},
          {"openmp_runtime", openmp()},
          {"openmp_wait_policy", openmp_wait_policy()},
          {"runtime_environment", runtime_environment()},
          {"c_library", std::string("glibc ") + gnu_get_libc_version()}};
}

}  // namespace crossover
