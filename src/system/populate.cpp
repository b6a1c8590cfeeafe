#include "src/system/populate.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23  // of Linux 5.14, which glibc's headers know from 2.35 on
#endif

namespace crossover {

namespace {

/// What madvise(2) answers for a wish that it does not know.
bool is_unknown(int error) { return error == EINVAL || error == ENOSYS || error == EPERM; }

}  // namespace

int populate_pages(std::byte* start, std::size_t bytes) noexcept {
  if (::madvise(start, bytes, MADV_POPULATE_WRITE) == 0) {
    return 0;
  }
  if (!is_unknown(errno)) {
    return errno;
  }
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  for (std::size_t at = 0; at < bytes; at += page) {
    auto* const byte = static_cast<volatile std::byte*>(start + at);
    *byte = *byte;
  }
  return 0;
}

bool has_populate() noexcept {
  // Of nothing: only the wish is looked at (madvise(2)).
  return ::madvise(nullptr, 0, MADV_POPULATE_WRITE) == 0 || !is_unknown(errno);
}

}  // namespace crossover
