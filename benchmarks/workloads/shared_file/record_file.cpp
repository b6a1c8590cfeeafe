#include "benchmarks/workloads/shared_file/record_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <string>
#include <vector>

#include "src/system/private_folder.hpp"
#include "src/system/system_failure.hpp"

namespace crossover {

namespace {

/// `call(bytes left, how many are done)` is read(2), write(2) or one of their kin.
template <typename Call>
void transfer(std::span<std::byte> bytes, const char* what, Call call) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t moved = call(bytes.subspan(done), done);
    if (moved > 0) {
      done += static_cast<std::size_t>(moved);
    } else if (moved == 0) {
      throw std::runtime_error(std::string("cannot ") + what + ": the file ends before its end");
    } else if (errno != EINTR) {
      throw system_failure(std::string("cannot ") + what);
    }
  }
}

void write_at(int descriptor, std::span<std::byte> bytes, std::size_t offset) {
  transfer(bytes, "write to the file", [&](std::span<std::byte> left, std::size_t done) {
    return ::pwrite(descriptor, left.data(), left.size(), static_cast<off_t>(offset + done));
  });
}

void read_at(int descriptor, std::span<std::byte> bytes, std::size_t offset) {
  transfer(bytes, "read from the file", [&](std::span<std::byte> left, std::size_t done) {
    return ::pread(descriptor, left.data(), left.size(), static_cast<off_t>(offset + done));
  });
}

/// Reserves the space first, so that a full disk is noticed before anything is measured.
void resize(int descriptor, std::size_t bytes) {
  const std::string what = "cannot make a file of " + std::to_string(bytes) + " bytes";
  if (::ftruncate(descriptor, 0) != 0) {
    throw system_failure(what);
  }
  const int error = bytes == 0 ? 0 : ::posix_fallocate(descriptor, 0, static_cast<off_t>(bytes));
  if (error != 0) {
    throw std::system_error(error, std::generic_category(), what);
  }
}

}  // namespace

void RecordFile::read(std::uint64_t number, Record& record) const {
  read_at(descriptor(), record.bytes(), number * record_bytes_);
}

void RecordFile::write(std::uint64_t number, Record& record) const {
  write_at(descriptor(), record.bytes(), number * record_bytes_);
}

void RecordFile::append(Record& record) const {
  transfer(record.bytes(), "append to the file",
           [&](std::span<std::byte> left, std::size_t /*done*/) {
             return ::write(descriptor(), left.data(), left.size());
           });
}

void RecordFile::sync() const {
  if (!synchronise(descriptor())) {
    throw system_failure("cannot bring the file to its device");
  }
}

void RecordFile::expect_random_reads() const {
  if (const int error = ::posix_fadvise(descriptor(), 0, 0, POSIX_FADV_RANDOM); error != 0) {
    throw std::system_error(error, std::generic_category(), "posix_fadvise");
  }
}

void RecordFile::fill(std::uint64_t records) const {
  resize(descriptor(), records * record_bytes_);
  constexpr std::size_t piece_bytes = std::size_t{1} << 20U;
  std::vector<std::byte> piece;
  Record record(record_bytes_);
  for (std::uint64_t number = 0; number < records; ++number) {
    record.set(number, 0);
    piece.insert(piece.end(), record.bytes().begin(), record.bytes().end());
    if (piece.size() >= piece_bytes || number + 1 == records) {
      write_at(descriptor(), piece, ((number + 1) * record_bytes_) - piece.size());
      piece.clear();
    }
  }
}

std::size_t RecordFile::size_in_bytes() const {
  struct stat status {};
  if (::fstat(descriptor(), &status) != 0) {
    throw system_failure("fstat of the file");
  }
  return static_cast<std::size_t>(status.st_size);
}

Examination examine(const std::filesystem::path& path, std::size_t record_bytes, bool in_place) {
  const RecordFile file(open_file(path, O_RDONLY), record_bytes);
  const std::size_t size = file.size_in_bytes();
  Examination found;
  Record record(record_bytes);
  const auto note = [&](std::uint64_t number, std::string expected, std::string actual) {
    if (!found.wrong) {
      found.wrong = {.item = number, .expected = std::move(expected), .actual = std::move(actual)};
    }
  };
  for (std::uint64_t number = 0; number < size / record_bytes; ++number) {
    file.read(number, record);
    if (!record.is_whole()) {
      note(number, "a whole record", "torn: its checksum is wrong");
    } else if (in_place && record.number() != number) {
      note(number, "its record", "record " + std::to_string(record.number()));
    } else {
      found.updates += record.count();
    }
  }
  if (size % record_bytes != 0) {
    note(size / record_bytes, "a whole record", "only a part of one");
  }
  return found;
}

}  // namespace crossover
