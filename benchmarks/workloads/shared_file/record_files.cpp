#include "benchmarks/workloads/shared_file/record_files.hpp"

#include <fcntl.h>

#include <algorithm>
#include <stdexcept>
#include <string>

#include "benchmarks/workloads/shared_file/page_cache.hpp"

namespace crossover {

namespace fs = std::filesystem;

fs::path RecordFiles::path_of(unsigned worker) const {
  fs::path path = fs::path(path_.data()) / "records";
  if (placement_ == Placement::own_file) {
    path += "-" + std::to_string(worker);
  }
  return path;
}

RecordFile RecordFiles::open(unsigned worker) const {
  const fs::path path = path_of(worker);
  if (placement_ == Placement::own_file && !fs::exists(path)) {
    RecordFile file(create_file(path), record_bytes_);
    file.fill(records_);
    return file;
  }
  const int at_the_end = placement_ == Placement::appended ? O_APPEND : 0;
  return {open_file(path, O_RDWR | at_the_end), record_bytes_};
}

void RecordFiles::make(const fs::path& parent) {
  auto folder = std::make_unique<PrivateFolder>(parent);
  const std::string path = fs::absolute(folder->path()).string();
  if (path.size() >= path_.size()) {
    throw std::runtime_error("the path of the folder for files is too long: '" + path + "'");
  }
  path_.fill('\0');
  std::ranges::copy(path, path_.begin());
  if (placement_ != Placement::own_file) {
    static_cast<void>(create_file(path_of(0)));
  }
  folder_ = std::move(folder);
}

void RecordFiles::fill(std::uint64_t records) const {
  for (const fs::path& each : all()) {
    open(each).fill(records);
  }
}

void RecordFiles::sync() const {
  for (const fs::path& each : all()) {
    open(each).sync();
  }
}

void RecordFiles::drop_from_page_cache() const {
  for (const fs::path& each : all()) {
    const RecordFile file = open(each);
    crossover::drop_from_page_cache(file.descriptor(), file.size_in_bytes());
  }
}

Examination RecordFiles::examine() const {
  Examination sum;
  for (const fs::path& each : all()) {
    const Examination one =
        crossover::examine(each, record_bytes_, placement_ != Placement::appended);
    sum.updates += one.updates;
    sum.wrong = sum.wrong ? sum.wrong : one.wrong;
  }
  return sum;
}

std::vector<fs::path> RecordFiles::all() const {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(path_.data())) {
    paths.push_back(entry.path());
  }
  return paths;
}

RecordFile RecordFiles::open(const fs::path& path) const {
  return {open_file(path, O_RDWR), record_bytes_};
}

}  // namespace crossover
