#pragma once

namespace crossover {

/// Tells the core that this is a spin loop, so that it spends less and leaves the loop sooner.
inline void relax() noexcept {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

}  // namespace crossover
