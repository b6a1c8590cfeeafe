#pragma once

#include <cstddef>
#include <cstdint>

#include "benchmarks/workloads/mix.hpp"
#include "benchmarks/workloads/shared_file/record.hpp"
#include "benchmarks/workloads/shared_file/record_file.hpp"
#include "benchmarks/workloads/shared_file/record_files.hpp"
#include "crossover/spec.hpp"

namespace crossover {

/// What the items of `shared_file` stand for: each reads a record, or reads, changes and writes it.
class Operations {
 public:
  /// The spec is a complete one.
  Operations(const Spec& spec, Placement placement);

  [[nodiscard]] bool is_read(std::size_t item) const noexcept { return mix(item) % 100 < reads_; }
  /// The number of the record that it wants.
  [[nodiscard]] std::uint64_t record_of(std::size_t item) const noexcept;
  /// Says that it was performed; never 0.
  [[nodiscard]] static std::uint64_t token_of(std::size_t item) noexcept { return mix(item) | 1U; }

  /// As many items as make one region, of one record or more.
  [[nodiscard]] std::size_t granule() const noexcept;

  [[nodiscard]] bool append() const noexcept { return placement_ == Placement::appended; }
  [[nodiscard]] std::uint64_t records_to_begin_with() const noexcept;

  /// `number` is `record_of(item)`, which takes time that nobody else needs to wait for. Throws if
  /// the record is torn.
  void perform(std::size_t item, std::uint64_t number, const RecordFile& file,
               Record& record) const;

 private:
  [[nodiscard]] bool are_apart() const noexcept { return placement_ == Placement::apart; }

  std::size_t items_;
  std::uint64_t records_;
  std::uint64_t reads_;  // percent
  Placement placement_;
};

}  // namespace crossover
