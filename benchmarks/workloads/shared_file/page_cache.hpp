#pragma once

#include <cstddef>

namespace crossover {

/// Drops a file's pages from the page cache and makes sure, with mincore(2), that they are gone:
/// the next read of each goes to the device. Throws Unavailable
/// where pages stay, as those of a file system in memory do.
void drop_from_page_cache(int descriptor, std::size_t bytes);

}  // namespace crossover
