#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <stdexcept>
#include <type_traits>

namespace crossover {

class FileDescriptor;
struct MemoryPlacement;

/// The arena cannot be made or is too small; the text has the bytes needed and available.
class ArenaError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Memory that threads, forked and executed processes share: an anonymous memory file that goes
/// away with its last user, mapped once, at one address for a process and all that it forks.
///
/// Every page is there before the constructor returns, so that no clock sees a first touch, and a
/// shortage is an exception here instead of a SIGBUS later. Huge pages are asked for: without them
/// each forked worker takes a page fault per 4 KiB. On a machine with several NUMA nodes pages come
/// from each in turn, so that no worker has all of them near or all of them far. No pointer may be
/// stored inside.
class Arena {
 public:
  static constexpr std::size_t cache_line = 64;

  /// An arena with room for `bytes`, all zero. Throws ArenaError.
  explicit Arena(std::size_t bytes);
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  Arena(Arena&& other) noexcept;
  Arena& operator=(Arena&& other) noexcept;
  ~Arena();

  /// The arena of another process, through a descriptor inherited from it. Repeating that process's
  /// allocations in their order gives the same objects, as that process has left them.
  /// Throws ArenaError.
  static Arena attach(FileDescriptor memory);

  /// `count` objects, all bytes zero, that begin on a cache line and share none with other
  /// allocations. Throws ArenaError when the arena is full.
  template <typename T>
  std::span<T> allocate(std::size_t count) {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= cache_line);
    return {reinterpret_cast<T*>(take(count, sizeof(T))), count};
  }

  /// One object, default-constructed: for atomics, which are not made by zeroing their bytes.
  template <typename T>
  T& construct() {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= cache_line);
    auto* const place = reinterpret_cast<T*>(take(1, sizeof(T)));
    return attached_ ? *place : *std::construct_at(place);
  }

  /// `count` of such objects, each on its own cache lines if its type is aligned so.
  template <typename T>
  std::span<T> construct_all(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= cache_line);
    auto* const place = reinterpret_cast<T*>(take(count, sizeof(T)));
    if (!attached_) {
      std::uninitialized_default_construct_n(place, count);
    }
    return {place, count};
  }

  /// Begins a new section, on a page of its own: the workload has the first, its crew the second.
  /// Returns the argument for the `rewind` that ends it.
  std::size_t begin_section();

  /// Takes back, and zeroes, all that was allocated since the `begin_section` that returned this.
  void rewind(std::size_t used) noexcept;

  /// As its maker has placed them: a process that attaches does not know.
  [[nodiscard]] const MemoryPlacement& placement() const noexcept;

  /// For a process to be executed that shall `attach`, or map the memory file.
  [[nodiscard]] int descriptor() const noexcept;

  /// What has been allocated so far stays shared, whatever `make_earlier_sections_private` does.
  void keep_shared();

  /// Where bytes allocated from this arena lie in its memory file.
  [[nodiscard]] std::size_t offset_of(std::span<const std::byte> bytes) const noexcept {
    return static_cast<std::size_t>(bytes.data() - start_);
  }

  /// From here on, what this process writes before the current section stays with it: the same
  /// addresses become a private copy. For workers that must carry their results home.
  void make_earlier_sections_private();

 private:
  struct Mapping;
  Arena(FileDescriptor memory, std::size_t bytes, bool attached);
  std::byte* take(std::size_t count, std::size_t size);

  std::unique_ptr<Mapping> mapping_;
  std::byte* start_ = nullptr;
  std::size_t kept_shared_ = 0;
  std::size_t section_ = 0;
  std::size_t used_ = 0;
  bool attached_ = false;
};

}  // namespace crossover
