#include "benchmarks/workloads/shared_file/operations.hpp"

#include <stdexcept>
#include <string>

#include "benchmarks/workloads/mix.hpp"

namespace crossover {

Operations::Operations(const Spec& spec, Placement placement)
    : items_(spec.number("n")),
      records_(spec.number("records")),
      reads_(spec.number("reads")),
      placement_(placement) {}

/// Those of a region are all of one slice.
std::uint64_t Operations::record_of(std::size_t item) const noexcept {
  const std::uint64_t dice = mix(~item);
  if (!are_apart()) {
    return dice % records_;
  }
  const std::uint64_t regions = (items_ + granule() - 1) / granule();
  const std::uint64_t records_of_region = records_ / regions;
  return (item / granule() * records_of_region) + (dice % records_of_region);
}

std::size_t Operations::granule() const noexcept {
  return are_apart() ? (items_ + records_ - 1) / records_ : 1;
}

std::uint64_t Operations::records_to_begin_with() const noexcept {
  return append() && reads_ == 0 ? 0 : records_;
}

void Operations::perform(std::size_t item, std::uint64_t number, const RecordFile& file,
                         Record& record) const {
  const bool reads = is_read(item);
  if (reads || !append()) {
    file.read(number, record);
    if (!record.is_whole()) {
      throw std::runtime_error("record " + std::to_string(number) +
                               " of the file is torn: others changed it while it was read");
    }
  }
  if (reads) {
    return;
  }
  if (append()) {
    record.set(item, 1);
    file.append(record);
  } else {
    record.set(number, record.count() + 1);
    file.write(number, record);
  }
}

}  // namespace crossover
