#pragma once

#include <sys/types.h>

#include <optional>
#include <vector>

namespace crossover {

/// The processes below `process`, dead ones that nobody has waited for included, ascending.
/// Processes that start or end meanwhile may or may not be in it.
std::vector<pid_t> descendants_of(pid_t process);

/// The two ways to find them. The first reads /proc/<pid>/task/<tid>/children: a few files for each
/// descendant, but std::nullopt on kernels without CONFIG_PROC_CHILDREN. The second reads the
/// parent of every process of the machine, which may be thousands.
std::optional<std::vector<pid_t>> descendants_by_children(pid_t process);
std::vector<pid_t> descendants_by_parents(pid_t process);

}  // namespace crossover
