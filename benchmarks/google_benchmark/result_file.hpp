#pragma once

#include <string>

namespace crossover {

/// A file that appears under its name only when it is complete: it is written beside, as
/// `<name>.partial`, and then renamed. Without `publish` nothing is left,
/// nor after a second signal.
class ResultFile {
 public:
  /// Makes the folder if need be. Throws UsageError if the file cannot be written there.
  explicit ResultFile(std::string path);
  ResultFile(const ResultFile&) = delete;
  ResultFile& operator=(const ResultFile&) = delete;
  ResultFile(ResultFile&&) = delete;
  ResultFile& operator=(ResultFile&&) = delete;
  ~ResultFile();

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] const std::string& partial_path() const noexcept { return partial_path_; }

  /// Throws UsageError if what was written does not end in `ending`, as when the disk is full.
  void publish(const std::string& ending);

 private:
  std::string path_;
  std::string partial_path_;
};

/// `<folder>/<machine>/<UTC time>.json`
[[nodiscard]] std::string result_path(const std::string& folder, const std::string& machine);

}  // namespace crossover
