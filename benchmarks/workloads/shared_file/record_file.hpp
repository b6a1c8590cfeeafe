#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "benchmarks/workloads/shared_file/record.hpp"
#include "crossover/workload.hpp"
#include "src/system/file_descriptor.hpp"

namespace crossover {

/// An open file of records of one size. Whatever fails throws with the cause; a full disk, a quota
/// and a short write among it.
class RecordFile {
 public:
  RecordFile() = default;
  RecordFile(FileDescriptor file, std::size_t record_bytes)
      : file_(std::move(file)), record_bytes_(record_bytes) {}

  void read(std::uint64_t number, Record& record) const;
  void write(std::uint64_t number, Record& record) const;
  /// To the end, if the file was opened with O_APPEND.
  void append(Record& record) const;

  /// Returns when all that was written is on the device, fdatasync(2).
  void sync() const;
  /// Keeps the system from reading more than it is asked for.
  void expect_random_reads() const;

  /// Writes so many whole records that were never changed, in the place of what is there.
  void fill(std::uint64_t records) const;

  [[nodiscard]] int descriptor() const noexcept { return file_.number(); }
  [[nodiscard]] std::size_t size_in_bytes() const;

 private:
  FileDescriptor file_;
  std::size_t record_bytes_ = 0;
};

/// What the records of a file say of themselves.
struct Examination {
  std::uint64_t updates = 0;      ///< all their counts together
  std::optional<Mismatch> wrong;  ///< the first that is torn, or in another's place
};

/// Reads all records. With `in_place`, each must be the one that belongs where it is.
[[nodiscard]] Examination examine(const std::filesystem::path& path, std::size_t record_bytes,
                                  bool in_place);

}  // namespace crossover
