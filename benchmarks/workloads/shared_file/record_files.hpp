#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "benchmarks/workloads/shared_file/record_file.hpp"
#include "src/system/private_folder.hpp"

namespace crossover {

/// Where an item's record is.
enum class Placement {
  anywhere,  ///< in one file that all workers share
  apart,     ///< in that file, but no two slices share a record
  own_file,  ///< in a file of its worker's own
  appended,  ///< new, at the end of the one file
};

/// The files of one workload, in a private folder: their owner makes and examines them, workers of
/// all processes open them.
class RecordFiles {
 public:
  /// Memory that all processes share; zero until the files are made. The folder ends with a zero.
  using SharedPath = std::array<char, 4096>;

  RecordFiles(Placement placement, std::uint64_t records, std::size_t record_bytes,
              SharedPath& folder)
      : placement_(placement), records_(records), record_bytes_(record_bytes), path_(folder) {}

  /// Worker: opens its file; makes it if it is its own and not there.
  [[nodiscard]] RecordFile open(unsigned worker) const;
  [[nodiscard]] std::filesystem::path path_of(unsigned worker) const;
  [[nodiscard]] std::size_t record_bytes() const noexcept { return record_bytes_; }

  /// Owner, as all below: makes the folder below `parent`, once.
  void make(const std::filesystem::path& parent);
  [[nodiscard]] bool are_made() const noexcept { return folder_ != nullptr; }

  /// Writes so many records that were never changed into every file, in the place of what is there.
  void fill(std::uint64_t records) const;
  void sync() const;
  void drop_from_page_cache() const;

  /// What all records together say.
  [[nodiscard]] Examination examine() const;

 private:
  [[nodiscard]] std::vector<std::filesystem::path> all() const;
  [[nodiscard]] RecordFile open(const std::filesystem::path& path) const;

  Placement placement_;
  std::uint64_t records_;
  std::size_t record_bytes_;
  SharedPath& path_;
  std::unique_ptr<PrivateFolder> folder_;
};

}  // namespace crossover
