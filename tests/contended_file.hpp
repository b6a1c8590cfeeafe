#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <string>
#include <system_error>

#include "crossover/spec.hpp"
#include "src/system/system_failure.hpp"

namespace crossover {

/// Few records, so that workers meet often.
inline Spec shared_file(const char* lock, std::uint64_t n = 400) {
  return Spec("shared_file").set("lock", lock).set("n", n).set("records", 16);
}

inline std::size_t entries(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder),
                                                std::filesystem::directory_iterator()));
}

/// A folder of the test's own, in which nothing else comes and goes.
class TestFolder {
 public:
  TestFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "contended-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
      throw system_failure("mkdtemp");
    }
    path_ = name;
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  TestFolder(TestFolder&&) = delete;
  TestFolder& operator=(TestFolder&&) = delete;
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace crossover
