#include "src/system/openmp_runtime.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/rehearsal.hpp"

namespace crossover {
namespace {

using ::testing::Each;
using ::testing::IsEmpty;
using ::testing::StartsWith;

/// What the crews of all OpenMP strategies that this build has say of their runtime.
std::vector<std::string> runtimes() {
  std::vector<std::string> all;
  for (const Strategy& strategy : strategies().all()) {
    if (strategy.family == "openmp" && strategy.unavailable.empty() &&
        strategy.environment.empty()) {
      Rehearsal rehearsal(Spec("empty"), 1);
      all.push_back(rehearsal.start(strategy, 1, 1)->runtime());
    }
  }
  return all;
}

TEST(OpenmpRuntime, IsNamedByEachOfItsStrategies) {
  const auto found = runtimes();
  if (found.empty()) {
    GTEST_SKIP() << "built without OpenMP";
  }
  ASSERT_TRUE(openmp_runtime());
  EXPECT_THAT(found, Each(openmp_runtime()->name()));
}

TEST(OpenmpRuntime, IsTheCompilersUnlessAnotherIsLoadedFirst) {
  if (runtimes().empty()) {
    GTEST_SKIP() << "built without OpenMP";
  }
#if defined(__clang__)
  EXPECT_THAT(openmp_runtime()->name(), StartsWith("LLVM's libomp"));
#else
  EXPECT_THAT(openmp_runtime()->name(), StartsWith("GCC's libgomp"));
#endif
}

TEST(OpenmpRuntime, OthersDoNotNameOne) {
  Rehearsal rehearsal(Spec("empty"), 1);
  EXPECT_THAT(rehearsal.start(*strategies().find("thread_pool"), 1, 1)->runtime(), IsEmpty());
}

}  // namespace
}  // namespace crossover
