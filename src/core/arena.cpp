#include "crossover/arena.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <boost/interprocess/mapped_region.hpp>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "src/system/anonymous_file.hpp"
#include "src/system/file_descriptor.hpp"
#include "src/system/memory.hpp"
#include "src/system/memory_nodes.hpp"
#include "src/system/populate.hpp"
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
  FileDescriptor memory = anonymous_file("crossover-arena");
  if (::ftruncate(memory.number(), static_cast<off_t>(bytes)) != 0) {
    throw ArenaError(shortage(bytes, std::strerror(errno)));
  }
  seal_size(memory);
  return memory;
}

std::size_t size_of(const FileDescriptor& memory) {
  struct stat status {};
  if (::fstat(memory.number(), &status) != 0) {
    throw ArenaError(system_failure("fstat of an inherited arena").what());
  }
  return static_cast<std::size_t>(status.st_size);
}

void populate(std::byte* start, std::size_t bytes, int descriptor) {
  int error = has_populate() ? 0 : ::posix_fallocate(descriptor, 0, static_cast<off_t>(bytes));
  if (error == 0) {
    error = populate_pages(start, bytes);
  }
  if (error != 0) {
    throw ArenaError(shortage(bytes, std::strerror(error)));
  }
}

}  // namespace

struct Arena::Mapping {
  Mapping(FileDescriptor file, std::size_t bytes)
      : memory(std::move(file)),
        region(Mappable{memory.number()}, interprocess::read_write, 0, bytes) {}

  FileDescriptor memory;
  interprocess::mapped_region region;
  interprocess::mapped_region private_copy;  // lies over the first part of `region`
  MemoryPlacement placement;
};

Arena::Arena(std::size_t bytes) : Arena(anonymous_memory_file(bytes), bytes, false) {
  mapping_->placement = place({start_, bytes});
  populate(start_, bytes, descriptor());
}

Arena::Arena(FileDescriptor memory, std::size_t bytes, bool attached)
    : mapping_(std::make_unique<Mapping>(std::move(memory), bytes)),
      start_(static_cast<std::byte*>(mapping_->region.get_address())),
      attached_(attached) {
  // Advice, not a need: where the kernel has no huge pages for shared memory, small ones do.
  static_cast<void>(::madvise(start_, mapping_->region.get_size(), MADV_HUGEPAGE));
}

Arena::Arena(Arena&& other) noexcept = default;
Arena& Arena::operator=(Arena&& other) noexcept = default;
Arena::~Arena() = default;

const MemoryPlacement& Arena::placement() const noexcept { return mapping_->placement; }

int Arena::descriptor() const noexcept { return mapping_->memory.number(); }

Arena Arena::attach(FileDescriptor memory) {
  const std::size_t bytes = size_of(memory);
  return {std::move(memory), bytes, true};
}

std::size_t Arena::begin_section() {
  const std::size_t before = used_;
  const std::size_t page = interprocess::mapped_region::get_page_size();
  section_ = std::min(mapping_->region.get_size(), round_up(used_, page));
  used_ = section_;
  return before;
}

void Arena::rewind(std::size_t used) noexcept {
  if (!attached_) {
    std::memset(start_ + used, 0, used_ - used);
  }
  used_ = used;
}

void Arena::keep_shared() {
  begin_section();
  kept_shared_ = section_;
}

void Arena::make_earlier_sections_private() {
  if (section_ > kept_shared_) {
    interprocess::mapped_region(Mappable{descriptor()}, interprocess::copy_on_write,
                                static_cast<interprocess::offset_t>(kept_shared_),
                                section_ - kept_shared_, start_ + kept_shared_, MAP_FIXED)
        .swap(mapping_->private_copy);
  }
}

std::byte* Arena::take(std::size_t count, std::size_t size) {
  const std::size_t capacity = mapping_->region.get_size();
  const std::size_t available = capacity - used_;
  if (count > available / size || round_up(count * size, cache_line) > available) {
    throw ArenaError("an allocation of " + std::to_string(count) + " x " + std::to_string(size) +
                     " bytes does not fit into an arena of " + std::to_string(capacity) +
                     " bytes, of which " + std::to_string(available) + " are left");
  }
  std::byte* const place = start_ + used_;
  used_ += round_up(count * size, cache_line);
  return place;
}

}  // namespace crossover
