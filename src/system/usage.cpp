#include "src/system/usage.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <filesystem>
#include <sstream>
#include <string>
#include <utility>

#include "src/system/process_tree.hpp"
#include "src/system/system_file.hpp"

namespace crossover {
namespace {

namespace fs = std::filesystem;
using std::chrono::nanoseconds;

std::optional<nanoseconds> read_clock(clockid_t clock) {
  timespec time{};
  if (clock_gettime(clock, &time) != 0) {
    return std::nullopt;
  }
  return std::chrono::seconds(time.tv_sec) + nanoseconds(time.tv_nsec);
}

nanoseconds as_time(const timeval& time) {
  return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

Usage usage_from(int who) {
  rusage used{};
  getrusage(who, &used);
  // NOLINTBEGIN(cppcoreguidelines-pro-type-union-access): glibc's way to declare plain numbers
  return {.cpu = as_time(used.ru_utime) + as_time(used.ru_stime),
          .page_faults = static_cast<std::uint64_t>(used.ru_minflt + used.ru_majflt),
          .context_switches = static_cast<std::uint64_t>(used.ru_nvcsw + used.ru_nivcsw)};
  // NOLINTEND(cppcoreguidelines-pro-type-union-access)
}

Usage usage_of_self() {
  auto usage = usage_from(RUSAGE_SELF);
  // The clock counts nanoseconds, rusage microseconds.
  usage.cpu = read_clock(CLOCK_PROCESS_CPUTIME_ID).value_or(usage.cpu);
  return usage;
}

std::uint64_t context_switches_of(const fs::path& process) {
  std::uint64_t switches = 0;
  for (const auto task : numbered_entries(process / "task")) {
    const auto status = read_text(process / "task" / std::to_string(task) / "status").value_or("");
    switches += find_number(status, "voluntary_ctxt_switches").value_or(0) +
                find_number(status, "nonvoluntary_ctxt_switches").value_or(0);
  }
  return switches;
}

/// What follows the second field of /proc/<pid>/stat, which is the program's name and may hold
/// blanks and parentheses: proc(5).
std::string after_name(const std::string& stat) { return stat.substr(stat.rfind(')') + 1); }

bool is_running(const fs::path& task) {
  const auto stat = read_text(task / "stat");
  return stat && after_name(*stat).starts_with(" R");
}

/// std::nullopt once it is gone.
std::optional<nanoseconds> cpu_of(pid_t process) {
  clockid_t clock = 0;
  return clock_getcpuclockid(process, &clock) == 0 ? read_clock(clock) : std::nullopt;
}

/// A process that is not ours to wait for, or that nobody has waited for yet: its own clock (it can
/// be read until then) and what /proc/<pid>/stat says. std::nullopt once it is gone.
std::optional<Usage> usage_of_descendant(pid_t process) {
  const auto own = cpu_of(process);
  const fs::path folder = fs::path("/proc") / std::to_string(process);
  const auto stat = read_text(folder / "stat");
  if (!own || !stat) {
    return std::nullopt;
  }

  // Fields 10 to 17: minflt cminflt majflt cmajflt utime stime cutime cstime: proc(5).
  std::istringstream fields(after_name(*stat));
  std::string skipped;
  for (int field = 3; field < 10; ++field) {
    fields >> skipped;
  }
  std::array<std::uint64_t, 8> values{};
  for (auto& value : values) {
    fields >> value;
  }
  if (!fields) {
    return std::nullopt;
  }

  const auto reaped_ticks = values[6] + values[7];
  const auto ticks_per_second = static_cast<std::uint64_t>(sysconf(_SC_CLK_TCK));
  return Usage{.cpu = *own + nanoseconds(reaped_ticks * (1'000'000'000 / ticks_per_second)),
               .page_faults = values[0] + values[1] + values[2] + values[3],
               .context_switches = context_switches_of(folder)};
}

}  // namespace

Usage& Usage::operator+=(const Usage& other) {
  cpu += other.cpu;
  page_faults += other.page_faults;
  context_switches += other.context_switches;
  return *this;
}

Usage Usage::operator-(const Usage& earlier) const {
  const auto difference = [](auto later, auto before) {
    return later > before ? later - before : decltype(later){};
  };
  return {.cpu = difference(cpu, earlier.cpu),
          .page_faults = difference(page_faults, earlier.page_faults),
          .context_switches = difference(context_switches, earlier.context_switches)};
}

/// A process that is reaped while we add up would be missed, or counted as living and as reaped. If
/// the same processes are there before and after, none was. A tree that never holds still is read
/// as well as it can be.
Usage usage_of_process_tree() {
  constexpr int most_attempts = 10;
  auto before = descendants_of(getpid());
  for (int attempt = 1;; ++attempt) {
    Usage sum = usage_of_self();
    sum += usage_from(RUSAGE_CHILDREN);
    for (const pid_t process : before) {
      sum += usage_of_descendant(process).value_or(Usage{});
    }
    auto after = descendants_of(getpid());
    if (before == after || attempt == most_attempts) {
      return sum;
    }
    before = std::move(after);
  }
}

nanoseconds cpu_of_others() {
  // One right after the other, or the caller's work between them would be missing.
  const nanoseconds with_caller = usage_of_self().cpu;
  const nanoseconds caller = read_clock(CLOCK_THREAD_CPUTIME_ID).value_or(nanoseconds{});
  nanoseconds sum = with_caller - caller;
  for (const pid_t process : descendants_of(getpid())) {
    sum += cpu_of(process).value_or(nanoseconds{});
  }
  return sum;
}

bool are_others_running() {
  const pid_t self = getpid();
  auto processes = descendants_of(self);
  processes.push_back(self);
  return std::ranges::any_of(processes, [caller = gettid()](pid_t process) {
    const fs::path tasks = fs::path("/proc") / std::to_string(process) / "task";
    return std::ranges::any_of(numbered_entries(tasks), [&](auto task) {
      return static_cast<pid_t>(task) != caller && is_running(tasks / std::to_string(task));
    });
  });
}

std::optional<std::uint64_t> pss_of_process_tree() {
  const auto pss_of = [](const std::string& process) {
    return find_number(read_text("/proc/" + process + "/smaps_rollup").value_or(""), "Pss");
  };
  auto kibibytes = pss_of("self");
  if (!kibibytes) {
    return std::nullopt;
  }
  for (const pid_t process : descendants_of(getpid())) {
    *kibibytes += pss_of(std::to_string(process)).value_or(0);  // a dead process has no memory left
  }
  return *kibibytes * 1024;
}

}  // namespace crossover
