#pragma once

#include "src/system/file_descriptor.hpp"

namespace crossover {

/// A file in memory that has no name any more, so that nothing is left of it whatever happens:
/// memfd_create(2), or, where that is refused, a file in /dev/shm whose name is removed at once.
/// Not inherited by programs that are executed. `name` is what others see of it, in /proc. Throws
/// std::system_error.
[[nodiscard]] FileDescriptor anonymous_file(const char* name);

/// From now on nobody who has it can make it shorter or longer, so that what is mapped stays there
/// (memfd_create(2), file sealing). Only where the file is one of memfd_create(2).
void seal_size(const FileDescriptor& file) noexcept;

/// Whether memfd_create(2) is there.
[[nodiscard]] bool has_memory_files() noexcept;

}  // namespace crossover
