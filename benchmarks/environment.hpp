#pragma once

namespace crossover {

/// With OMP_PROC_BIND, OMP_PLACES or what else has OpenMP bind threads, its runtimes pin the main
/// thread before `main`, and what that starts inherits it: every strategy would get one CPU. Throws
/// UsageError if it is so.
void refuse_pinned_main_thread();

}  // namespace crossover
