#include "crossover/arena.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "src/system/memory.hpp"
#include "src/system/memory_nodes.hpp"
#include "src/system/system_failure.hpp"

namespace crossover {

namespace interprocess = boost::interprocess;

namespace {

std::size_t round_up(std::size_t bytes, std::size_t multiple) {
  return (bytes + multiple - 1) / multiple * multiple;
}

/// What Boost.Interprocess maps: anything that tells its descriptor.
struct Mappable {
  int descriptor;
  [[nodiscard]] interprocess::mapping_handle_t get_mapping_handle() const {
    return {.handle = descriptor, .is_xsi = false};
  }
};

std::string shortage(std::size_t bytes, const std::string& cause) {
  const auto available = available_memory_bytes();
  return "the arena needs " + std::to_string(bytes) + " bytes of shared memory, " +
         std::to_string(available) + " are available: " + cause;
}

FileDescriptor anonymous_memory_file(std::size_t bytes) {
  if (bytes > available_memory_bytes()) {
    throw ArenaError(shortage(bytes, "choose smaller sizes"));
  }
  FileDescriptor memory(::memfd_create("crossover-arena", MFD_CLOEXEC));
  if (!memory.is_open()) {
    throw ArenaError(system_failure("memfd_create").what());
  }
  if (::ftruncate(memory.number(), static_cast<off_t>(bytes)) != 0) {
    throw ArenaError(shortage(bytes, std::strerror(errno)));
  }
  return memory;
}

std::size_t size_of(const FileDescriptor& memory) {
  struct stat status {};
  if (::fstat(memory.number(), &status) != 0) {
    throw ArenaError(system_failure("fstat of an inherited arena").what());
  }
  return static_cast<std::size_t>(status.st_size);
}

/// Older kernels (before 5.14) know no MADV_POPULATE_WRITE: there the file's pages are reserved and
/// the page table entries are left to the first access.
void populate(void* address, std::size_t bytes, int descriptor) {
  if (::madvise(address, bytes, MADV_POPULATE_WRITE) == 0) {
    return;
  }
  const int reserved =
      errno == EINVAL ? ::posix_fallocate(descriptor, 0, static_cast<off_t>(bytes)) : errno;
  if (reserved != 0) {
    throw ArenaError(shortage(bytes, std::strerror(reserved)));
  }
}

}  // namespace

Arena::Arena(std::size_t bytes) : Arena(anonymous_memory_file(bytes), bytes, false) {
  placement_ = place({start(), bytes});
  populate(start(), bytes, memory_.number());
}

Arena::Arena(FileDescriptor memory, std::size_t bytes, bool attached)
    : memory_(std::move(memory)),
      region_(Mappable{memory_.number()}, interprocess::read_write, 0, bytes),
      attached_(attached) {
  // Advice, not a need: where the kernel has no huge pages for shared memory, small ones do.
  static_cast<void>(::madvise(region_.get_address(), region_.get_size(), MADV_HUGEPAGE));
}

Arena Arena::attach(FileDescriptor memory) {
  const std::size_t bytes = size_of(memory);
  return {std::move(memory), bytes, true};
}

std::size_t Arena::begin_section() {
  const std::size_t before = used_;
  const std::size_t page = interprocess::mapped_region::get_page_size();
  section_ = std::min(region_.get_size(), round_up(used_, page));
  used_ = section_;
  return before;
}

void Arena::rewind(std::size_t used) noexcept {
  if (!attached_) {
    std::memset(start() + used, 0, used_ - used);
  }
  used_ = used;
}

void Arena::keep_shared() {
  begin_section();
  kept_shared_ = section_;
}

void Arena::make_earlier_sections_private() {
  if (section_ > kept_shared_) {
    interprocess::mapped_region(Mappable{memory_.number()}, interprocess::copy_on_write,
                                static_cast<interprocess::offset_t>(kept_shared_),
                                section_ - kept_shared_, start() + kept_shared_, MAP_FIXED)
        .swap(private_copy_);
  }
}

std::byte* Arena::take(std::size_t count, std::size_t size) {
  const std::size_t capacity = region_.get_size();
  const std::size_t available = capacity - used_;
  if (count > available / size || round_up(count * size, cache_line) > available) {
    throw ArenaError("an allocation of " + std::to_string(count) + " x " + std::to_string(size) +
                     " bytes does not fit into an arena of " + std::to_string(capacity) +
                     " bytes, of which " + std::to_string(available) + " are left");
  }
  std::byte* const place = start() + used_;
  used_ += round_up(count * size, cache_line);
  return place;
}

}  // namespace crossover
