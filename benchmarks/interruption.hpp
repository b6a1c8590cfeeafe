#pragma once

namespace crossover {

/// From here on SIGINT and SIGTERM end the program in good order: rows that are measured stay, the
/// rest say that they were interrupted. A second signal ends it at once.
void watch_for_interruption();

/// The signal that asked for the end, 0 if none has.
[[nodiscard]] int interruption() noexcept;

}  // namespace crossover
