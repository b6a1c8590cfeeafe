// Every workload's check accepts what serial computes and nothing else.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <vector>

#include "tests/rehearsal.hpp"

namespace crossover {
namespace {

const Strategy& serial() { return *strategies().find("serial"); }

struct Named {
  std::string name;
  Spec spec;
};

void PrintTo(const Named& named, std::ostream* stream) { *stream << named.spec.text(); }

std::vector<Named> specs() {
  return {
      {"squares", Spec("squares").set("n", 1'003)},
      {"squares_streaming", Spec("squares").set("n", 1'003).set("store", "streaming")},
      {"squares_intense", Spec("squares").set("n", 1'003).set("intensity", 64)},
      {"even", Spec("skewed_squares").set("n", 1'003)},
      {"triangular", Spec("skewed_squares").set("n", 1'003).set("shape", "triangular")},
      {"heavy_tailed", Spec("skewed_squares").set("n", 1'003).set("shape", "heavy_tailed")},
      {"fill", Spec("ceiling/fill").set("n", 1'003)},
      {"copy", Spec("ceiling/copy").set("n", 1'003)},
      {"multiply", Spec("ceiling/multiply").set("n", 67).set("intensity", 10)},
      {"empty", Spec("empty").set("n", 67)},
      {"rendezvous", Spec("rendezvous").set("n", 37)},
      {"grain", Spec("grain").set("n", 67).set("steps", 1'000)},
      {"grain_of_one_step", Spec("grain").set("n", 67).set("steps", 1)},
      {"resident_private", Spec("resident").set("n", 67).set("mib", 1)},
      {"resident_shared", Spec("resident").set("n", 67).set("mib", 1).set("memory", "shared")},
      {"timeline", Spec("timeline").set("n", 1'003).set("intensity", 3)},
  };
}

class EveryWorkload : public ::testing::TestWithParam<Named> {
 protected:
  EveryWorkload() : rehearsal_(GetParam().spec, 3) { rehearsal_.workload->reset(); }

  void compute_serially() { rehearsal_.start(serial(), 1, 1)->run(); }

  [[nodiscard]] std::span<std::uint64_t> results() const {
    const auto bytes = rehearsal_.workload->result({0, rehearsal_.workload->size()});
    return {reinterpret_cast<std::uint64_t*>(bytes.data()), bytes.size() / sizeof(std::uint64_t)};
  }

  [[nodiscard]] std::size_t words_per_item() const {
    return results().size() / rehearsal_.workload->size();
  }

  Rehearsal rehearsal_;
};

TEST_P(EveryWorkload, AcceptsWhatSerialComputes) {
  compute_serially();
  const auto mismatch = rehearsal_.workload->check();
  EXPECT_FALSE(mismatch) << mismatch->item << ": " << mismatch->actual << " instead of "
                         << mismatch->expected;
}

TEST_P(EveryWorkload, RejectsResultsThatWereReset) {
  compute_serially();
  rehearsal_.workload->reset();
  EXPECT_TRUE(rehearsal_.workload->check());
}

TEST_P(EveryWorkload, RejectsOneWrongItemWhereverItIs) {
  const std::size_t size = rehearsal_.workload->size();
  for (const std::size_t item : {std::size_t{0}, size / 2, size - 1}) {
    rehearsal_.workload->reset();
    compute_serially();
    results()[item * words_per_item()] ^= 1;
    const auto mismatch = rehearsal_.workload->check();
    ASSERT_TRUE(mismatch);
    EXPECT_EQ(mismatch->item, item);
  }
}

TEST_P(EveryWorkload, RejectsAMissingSlice) {
  compute_serially();
  std::vector<std::uint64_t> whole(results().begin(), results().end());
  rehearsal_.workload->reset();
  std::ranges::copy(whole.begin(), whole.end() - 8, results().begin());
  EXPECT_TRUE(rehearsal_.workload->check());
}

TEST_P(EveryWorkload, RejectsShiftedResults) {
  compute_serially();
  // clang 14: no ranges::rotate
  std::rotate(results().begin(), results().begin() + static_cast<std::ptrdiff_t>(words_per_item()),
              results().end());
  const std::string workload = GetParam().spec.workload();
  const bool all_items_are_equal = workload == "ceiling/fill" || workload == "empty" ||
                                   workload == "rendezvous" || workload == "resident";
  EXPECT_EQ(rehearsal_.workload->check().has_value(), !all_items_are_equal);
}

TEST_P(EveryWorkload, ComputesAnySliceAlone) {
  Workload& workload = *rehearsal_.workload;
  for (std::size_t first = 0; first < workload.size(); first += 37) {
    workload.compute({first, std::min(first + 37, workload.size())}, 0);
  }
  EXPECT_FALSE(workload.check());
}

INSTANTIATE_TEST_SUITE_P(Every, EveryWorkload, ::testing::ValuesIn(specs()),
                         [](const auto& each) { return each.param.name; });

TEST(Seam, RejectsASliceThatWasNotComputed) {
  Rehearsal rehearsal(Spec("ceiling/seam").set("n", 800), 1);
  rehearsal.workload->reset();
  rehearsal.workload->compute({0, 400}, 0);
  EXPECT_TRUE(rehearsal.workload->check());
  rehearsal.workload->compute({400, 800}, 0);
  EXPECT_FALSE(rehearsal.workload->check());
}

TEST(Squares, OfTheFirstItemsAreKnown) {
  Rehearsal rehearsal(Spec("squares").set("n", 4).set("intensity", 2), 1);
  rehearsal.start(serial(), 1, 1)->run();
  const auto bytes = rehearsal.workload->result({0, 4});
  std::array<std::uint64_t, 4> results{};
  std::memcpy(results.data(), bytes.data(), bytes.size());
  EXPECT_EQ(results, (std::array<std::uint64_t, 4>{1 + 1, 16 + 2, 81 + 3, 256 + 4}));
}

TEST(Grain, OfTheFirstStepsAreKnown) {
  Rehearsal rehearsal(Spec("grain").set("n", 1).set("steps", 2), 1);
  rehearsal.start(serial(), 1, 1)->run();
  const auto bytes = rehearsal.workload->result({0, 1});
  std::uint64_t result = 0;
  std::memcpy(&result, bytes.data(), sizeof(result));
  constexpr std::uint64_t a = 6'364'136'223'846'793'005;
  constexpr std::uint64_t c = 1'442'695'040'888'963'407;
  EXPECT_EQ(result, a * (a + c) + c);
}

TEST(SkewedSquares, ShapesCostAboutTheSame) {
  const auto multiplies = [](const char* shape) {
    Rehearsal rehearsal(Spec("skewed_squares").set("n", 100'000).set("shape", shape), 1);
    return static_cast<double>(rehearsal.workload->demand().multiplies);
  };
  EXPECT_NEAR(multiplies("triangular") / multiplies("even"), 1.0, 0.02);
  EXPECT_NEAR(multiplies("heavy_tailed") / multiplies("even"), 1.0, 0.15);
}

}  // namespace
}  // namespace crossover
