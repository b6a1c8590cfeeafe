// Every workload's check accepts what serial computes and nothing else.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <vector>

#include "rehearsal.hpp"

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
  for (const std::size_t item : {std::size_t{0}, results().size() / 2, results().size() - 1}) {
    compute_serially();
    results()[item] ^= 1;
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
  std::rotate(results().begin(), results().begin() + 1,
              results().end());  // clang 14: no ranges::rotate
  const bool all_items_are_equal = GetParam().name == "fill";
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
