// A caller's memory: taken when rows are measured, by nobody else, and only if there is enough.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "src/system/memory.hpp"
#include "src/system/usage.hpp"
#include "tests/measured.hpp"
#include "tests/rehearsal.hpp"

namespace crossover {
namespace {

using ::testing::HasSubstr;

Spec holding(std::uint64_t mib, const char* memory) {
  return Spec("resident").set("n", 2).set("mib", mib).set("memory", memory);
}

std::uint64_t mib_beyond_memory() { return 2 * (available_memory_bytes() >> 20U) + 1; }

class Resident : public ::testing::TestWithParam<const char*> {};

TEST_P(Resident, MoreThanThereIsFailsItsOwnRowAlone) {
  const std::uint64_t mib = mib_beyond_memory();
  const auto [rows, failures, any_failed] =
      measure({cell(holding(mib, GetParam()), named("process_per_call"), 2, Phase::cold),
               cell(holding(1, GetParam()), named("process_per_call"), 2, Phase::cold)});
  EXPECT_THAT(rows.at(0).error_message,
              HasSubstr("takes " + std::to_string(mib << 20U) + " bytes, "));
  EXPECT_THAT(rows.at(0).error_message, HasSubstr(" are available: choose a smaller mib"));
  EXPECT_TRUE(any_failed);
  EXPECT_FALSE(rows.at(1).error_occurred) << rows.at(1).error_message;
}

/// Without a reset nobody takes it: neither who makes the workload nor a process executed to.
TEST_P(Resident, ExecutedWorkersHoldNone) {
  Rehearsal rehearsal(holding(mib_beyond_memory(), GetParam()), 2);
  rehearsal.start(named("process_spawn"), 2, 2)->run();
  EXPECT_FALSE(rehearsal.workload->check());
  EXPECT_THROW(rehearsal.workload->reset(), std::runtime_error);
}

TEST_P(Resident, IsThereAfterTheResetAndGoneWithTheWorkload) {
  constexpr std::uint64_t mib = 64;
  const auto held = [] { return pss_of_process_tree().value_or(0) >> 20U; };
  const std::uint64_t before = held();
  if (before == 0) {
    GTEST_SKIP() << "this kernel does not tell the memory of processes";
  }
  {
    Rehearsal rehearsal(holding(mib, GetParam()), 1);
    rehearsal.workload->reset();
    EXPECT_GE(held(), before + mib / 2);  // what else the process holds changes too, by far less
    rehearsal.workload->reset();
    EXPECT_LT(held(), before + mib + mib / 2);
  }
  EXPECT_LT(held(), before + mib / 2);
}

INSTANTIATE_TEST_SUITE_P(Both, Resident, ::testing::Values("private", "shared"),
                         [](const auto& each) { return std::string(each.param); });

}  // namespace
}  // namespace crossover
