#include "benchmarks/workloads/shared_file/page_cache.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <boost/interprocess/mapped_region.hpp>
#include <cerrno>
#include <string>
#include <vector>

#include "crossover/failure.hpp"
#include "src/system/private_folder.hpp"
#include "src/system/system_failure.hpp"

namespace crossover {

namespace {

namespace interprocess = boost::interprocess;

struct Mappable {
  int descriptor;
  [[nodiscard]] interprocess::mapping_handle_t get_mapping_handle() const {
    return {.handle = descriptor, .is_xsi = false};
  }
};

std::size_t pages_in_memory(int descriptor, std::size_t bytes) {
  const interprocess::mapped_region region(Mappable{descriptor}, interprocess::read_only, 0, bytes);
  const std::size_t page = interprocess::mapped_region::get_page_size();
  std::vector<unsigned char> pages((bytes + page - 1) / page);
  if (::mincore(region.get_address(), bytes, pages.data()) != 0) {
    throw system_failure("mincore of a file");
  }
  return static_cast<std::size_t>(
      std::ranges::count_if(pages, [](unsigned char each) { return (each & 1U) != 0; }));
}

}  // namespace

void drop_from_page_cache(int descriptor, std::size_t bytes) {
  constexpr int tries = 10;  // a page that somebody else looks at for a moment stays
  std::size_t left = 0;
  for (int i = 0; i < tries; ++i) {
    if (!synchronise(descriptor)) {
      throw system_failure("fdatasync");
    }
    if (const int error = ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED); error != 0) {
      throw std::system_error(error, std::generic_category(), "posix_fadvise");
    }
    left = pages_in_memory(descriptor, bytes);
    if (left == 0) {
      return;
    }
  }
  throw Unavailable(std::to_string(left) +
                    " pages of the file stay in memory, so no read is cold on this file "
                    "system");
}

}  // namespace crossover
