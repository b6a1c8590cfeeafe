// Rows of workloads that keep files, where none can be kept.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "src/system/private_folder.hpp"
#include "tests/fake_root.hpp"
#include "tests/measured.hpp"

namespace crossover {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;

/// One item that does nothing, beside a file.
class KeepingWorkload final : public Workload {
 public:
  [[nodiscard]] std::size_t size() const override { return 1; }
  void compute(Range /*items*/, unsigned /*worker*/) override {}
  std::span<std::byte> result(Range /*items*/) override { return {}; }
  void reset() override {}
  [[nodiscard]] std::optional<Mismatch> check() const override { return std::nullopt; }
  void keep_files_in(const fs::path& place) override {
    folder_.emplace(place);
    static_cast<void>(create_file(folder_->path() / "file"));
  }

 private:
  std::optional<PrivateFolder> folder_;
};

const AddWorkload keeping_workload{
    {.name = "test/keeping",
     .summary = "keeps a file",
     .parameters = {},
     .bytes = [](const Spec&) -> std::size_t { return 0; },
     .make = [](const Spec& /*spec*/, Arena& /*arena*/) -> std::unique_ptr<Workload> {
       return std::make_unique<KeepingWorkload>();
     }}};

/// Another workload's row, one that keeps files, and one more of the other's.
MeasuredRows measure_where_files_are_in(const fs::path& place) {
  const Cell other = cell(Spec("squares").set("n", 100), named("serial"), 1);
  const Cell keeping = cell(Spec("test/keeping"), named("serial"), 1);
  return measure({other, keeping, other}, {.files = place});
}

TEST(KeptFiles, AreGoneAfterTheRows) {
  const FakeRoot place;
  const MeasuredRows measured = measure_where_files_are_in(place.folder());
  for (const Row& row : measured.rows) {
    EXPECT_FALSE(row.error_occurred) << row.error_message;
  }
  EXPECT_EQ(measured.rows.size(), 3U);
  EXPECT_TRUE(fs::is_empty(place.folder()));
}

TEST(KeptFiles, WithoutAPlaceOnlyTheirRowsFail) {
  const FakeRoot root;
  root.write("file", "text");
  fs::create_directory(root.folder() / "folder");
  fs::create_directory_symlink(root.folder() / "folder", root.folder() / "link");
  for (const fs::path& place : {root.folder() / "missing", root.folder() / "file",
                                root.folder() / "link", fs::path("/dev/null")}) {
    const auto [rows, failures, any_failed] = measure_where_files_are_in(place);
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_FALSE(rows[0].error_occurred) << rows[0].error_message;
    EXPECT_THAT(rows[1].error_message,
                AllOf(HasSubstr("cannot keep files in '" + place.string() + "': "),
                      HasSubstr("--files-in=")));
    EXPECT_FALSE(rows[2].error_occurred) << rows[2].error_message;
    EXPECT_TRUE(any_failed);
  }
}

}  // namespace
}  // namespace crossover
