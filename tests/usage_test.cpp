#include "src/system/usage.hpp"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

#include "src/system/file_descriptor.hpp"
#include "src/system/process_tree.hpp"
#include "tests/child.hpp"

namespace crossover {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

void touch_pages(void* memory, std::size_t bytes) {
  volatile auto* const all = static_cast<std::byte*>(memory);
  for (std::size_t at = 0; at < bytes; at += 1024) {
    all[at] = std::byte{1};
  }
}

TEST(Usage, CountsThisProcess) {
  const auto before = usage_of_process_tree();
  burn(20ms);
  EXPECT_GE((usage_of_process_tree() - before).cpu, 20ms);
}

TEST(Usage, CountsAChildOnceWhetherItLivesIsDeadOrReaped) {
  const auto before = usage_of_process_tree();
  Child child([](const Stay& stay) {
    burn(50ms);
    stay();
  });
  const auto living = usage_of_process_tree();
  EXPECT_GE((living - before).cpu, 50ms);
  child.become_zombie();
  const auto dead = usage_of_process_tree();
  EXPECT_GE(dead.cpu, living.cpu);
  EXPECT_GE(dead.page_faults, living.page_faults);
  EXPECT_GE(dead.context_switches, living.context_switches);
  const auto own = own_cpu_time();
  child.reap();
  const auto reaped = usage_of_process_tree();
  const auto lost_in_microseconds = 2us;  // rusage rounds user and system time down
  EXPECT_GE(reaped.cpu + lost_in_microseconds, dead.cpu);
  EXPECT_GE(reaped.page_faults, dead.page_faults);
  EXPECT_GE(reaped.context_switches, dead.context_switches);
  EXPECT_LT(reaped.cpu - dead.cpu, own_cpu_time() - own + 50ms) << "counted twice";
}

TEST(Usage, CountsALivingGrandchild) {
  const auto before = usage_of_process_tree();
  const Child child([](const Stay& stay) {
    const Child grandchild([](const Stay& stay_below) {
      burn(50ms);
      stay_below();
    });
    stay();
  });
  EXPECT_GE((usage_of_process_tree() - before).cpu, 50ms);
}

TEST(Usage, CountsAGrandchildThatTheLivingChildHasReaped) {
  const auto before = usage_of_process_tree();
  Child child([](const Stay& stay) {
    Child grandchild([](const Stay& stay_below) {
      burn(100ms);
      stay_below();
    });
    grandchild.reap();
    stay();
  });
  const auto two_ticks =
      2 * nanoseconds(1s) / sysconf(_SC_CLK_TCK);  // user and system time round down
  EXPECT_GE((usage_of_process_tree() - before).cpu, 100ms - two_ticks);
  child.reap();
  EXPECT_GE((usage_of_process_tree() - before).cpu, 100ms);
}

TEST(Usage, CountsPageFaultsOfALivingChild) {
  constexpr std::size_t pages = 1000;
  const auto bytes = pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  const auto before = usage_of_process_tree();
  const Child child([bytes](const Stay& stay) {
    void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    madvise(memory, bytes, MADV_NOHUGEPAGE);
    touch_pages(memory, bytes);
    stay();
  });
  EXPECT_GE((usage_of_process_tree() - before).page_faults, pages);
}

TEST(Usage, CountsContextSwitchesOfALivingChild) {
  constexpr unsigned switches = 100;
  const auto before = usage_of_process_tree();
  const Child child([](const Stay& stay) {
    // Two processes on one CPU: neither can wait for the other without a switch.
    cpu_set_t one{};
    CPU_SET(static_cast<unsigned>(sched_getcpu()), &one);
    sched_setaffinity(0, sizeof one, &one);
    for (unsigned i = 0; i < switches; ++i) {
      const Child grandchild([](const Stay& stay_below) { stay_below(); });
    }
    stay();
  });
  EXPECT_GE((usage_of_process_tree() - before).context_switches, switches);
}

TEST(Usage, DifferenceIsNeverBelowZero) {
  const Usage less{.cpu = 1ns, .page_faults = 1, .context_switches = 1};
  const Usage more{.cpu = 2ns, .page_faults = 3, .context_switches = 4};
  EXPECT_EQ((more - less).cpu, 1ns);
  EXPECT_EQ((more - less).page_faults, 2U);
  EXPECT_EQ((more - less).context_switches, 3U);
  EXPECT_EQ((less - more).cpu, 0ns);
  EXPECT_EQ((less - more).page_faults, 0U);
  EXPECT_EQ((less - more).context_switches, 0U);
}

TEST(ProcessTree, IsTheSameByChildrenAndByParents) {
  EXPECT_TRUE(descendants_of(getpid()).empty());
  const Child child([](const Stay& stay) {
    const Child grandchild([](const Stay& stay_below) { stay_below(); });
    stay();
  });
  const auto found = descendants_by_parents(getpid());
  EXPECT_EQ(found.size(), 2U);
  EXPECT_NE(std::find(found.begin(), found.end(), child.process()), found.end());
  EXPECT_EQ(descendants_of(getpid()), found);
  if (const auto by_children = descendants_by_children(getpid())) {
    EXPECT_EQ(*by_children, found);
  }
}

TEST(ProcessTree, IncludesTheDeadUntilTheyAreReaped) {
  Child child([](const Stay& stay) { stay(); });
  child.become_zombie();
  EXPECT_EQ(descendants_of(getpid()).size(), 1U);
  child.reap();
  EXPECT_TRUE(descendants_of(getpid()).empty());
}

/// Waits until all have come to rest, which they do in the end.
void await_rest_of_others() {
  while (are_others_running()) {
    sched_yield();
  }
}

TEST(OthersRunning, AreThreadsOfThisProcess) {
  await_rest_of_others();
  std::atomic<bool> has_begun = false;
  std::jthread spinner([&has_begun](const std::stop_token& stop) {
    has_begun = true;
    has_begun.notify_one();
    while (!stop.stop_requested()) {
    }
  });
  has_begun.wait(false);
  EXPECT_TRUE(are_others_running());
  spinner.request_stop();
  spinner.join();
  await_rest_of_others();
}

TEST(OthersRunning, AreProcessesBelowThisOne) {
  const Child sleeping([](const Stay& stay) { stay(); });
  await_rest_of_others();
  const Child spinning([](const Stay& stay) {
    std::jthread spinner([](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
      }
    });
    stay();
  });
  EXPECT_TRUE(are_others_running());
}

TEST(CpuOfOthers, IsThatOfOtherThreadsAndOfProcessesBelow) {
  const auto before = cpu_of_others();
  std::jthread([] { burn(20ms); }).join();
  const auto with_thread = cpu_of_others();
  EXPECT_GE(with_thread - before, 19ms);  // the two clocks are not read at the very same time
  const Child child([](const Stay& stay) {
    burn(50ms);
    stay();
  });
  EXPECT_GE(cpu_of_others() - with_thread, 49ms);
}

TEST(CpuOfOthers, IsNotThatOfTheCaller) {
  const auto before = cpu_of_others();
  burn(20ms);
  EXPECT_LT(cpu_of_others() - before, 20ms);
}

TEST(Pss, CountsSharedPagesOnce) {
  const auto before = pss_of_process_tree();
  if (!before) {
    GTEST_SKIP() << "this kernel has no /proc/<pid>/smaps_rollup";
  }
  // The kernel maps the pages (MAP_POPULATE), so that no sanitizer's own memory is counted too.
  // They are many: a test beside this one shares our program's pages and so takes some of what we
  // count.
  constexpr std::size_t bytes = std::size_t{128} << 20U;
  const FileDescriptor file(memfd_create("shared", MFD_CLOEXEC));
  ASSERT_EQ(ftruncate(file.number(), bytes), 0);
  const auto map_all = [&file] {
    return mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, file.number(),
                0);
  };
  void* own = map_all();
  {
    const Child child([&map_all](const Stay& stay) {
      map_all();
      stay();
    });
    const auto together = pss_of_process_tree().value_or(0);
    EXPECT_GE(together, *before + bytes / 2);
    EXPECT_LT(together, *before + bytes * 3 / 2);
  }
  munmap(own, bytes);
}

}  // namespace
}  // namespace crossover
