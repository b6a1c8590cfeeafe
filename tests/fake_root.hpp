#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

#include "src/system/system_failure.hpp"

namespace crossover {

/// A folder that plays "/" for code that reads /proc and /sys, so that a test can make up a
/// machine.
class FakeRoot {
 public:
  FakeRoot() {
    std::string name = (std::filesystem::temp_directory_path() / "crossover-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
      throw system_failure("cannot make the folder " + name);
    }
    folder_ = name;
  }
  FakeRoot(const FakeRoot&) = delete;
  FakeRoot& operator=(const FakeRoot&) = delete;
  FakeRoot(FakeRoot&&) = delete;
  FakeRoot& operator=(FakeRoot&&) = delete;
  ~FakeRoot() {
    std::error_code ignored;  // an old test folder does no harm
    std::filesystem::remove_all(folder_, ignored);
  }

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

  void write(const std::filesystem::path& file, const std::string& text) const {
    std::filesystem::create_directories((folder_ / file).parent_path());
    std::ofstream(folder_ / file) << text;
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace crossover
