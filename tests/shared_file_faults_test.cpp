// What can go wrong with a file that everybody wants: workers that are killed, places that cannot
// be used, disks that are full. The row says why, and nothing is left behind.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "benchmarks/workloads/shared_file/shared_file.hpp"
#include "src/system/child_processes.hpp"
#include "tests/contended_file.hpp"
#include "tests/measured.hpp"
#include "tests/rehearsal.hpp"

namespace crossover {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

std::size_t open_descriptors() { return entries("/proc/self/fd"); }

TEST(SharedFileFaults, LeavesNoFileOrDescriptorBehind) {
  const TestFolder folder;
  const std::size_t descriptors = open_descriptors();
  for (const char* lock : {"ofd", "own_file"}) {
    Rehearsal rehearsal(shared_file(lock), 8);
    rehearsal.workload->keep_files_in(folder.path());
    rehearsal.workload->reset();
    rehearsal.start(named("process_pool"), 8, 8)->run();
    EXPECT_EQ(entries(folder.path()), 1U);
  }
  EXPECT_EQ(entries(folder.path()), 0U);
  EXPECT_EQ(open_descriptors(), descriptors);
}

TEST(SharedFileFaults, AKilledWorkerLeavesNothingBehindAndBlocksNobody) {
  const TestFolder folder;
  {
    Rehearsal rehearsal(shared_file("shared_mutex", 1U << 20U), 2);
    rehearsal.workload->keep_files_in(folder.path());
    rehearsal.workload->reset();
    ChildProcesses children;
    const pid_t victim =
        children.fork(0, [&] { rehearsal.workload->compute({.first = 0, .last = 1U << 20U}, 0); });
    const auto& workload = dynamic_cast<SharedFile&>(*rehearsal.workload);
    const RecordFile file(open_file(workload.path(), O_RDWR), workload.record_bytes());
    Record record(workload.record_bytes());
    do {  // until it is at work
      file.read(workload.record_of(0), record);
    } while (record.is_whole() && record.count() == 0);
    ::kill(victim, SIGKILL);
    EXPECT_THROW(children.await_success(std::chrono::minutes(1)), WorkerDied);
    try {  // the survivor goes on, if need be with a mutex whose owner died
      rehearsal.workload->compute({.first = 0, .last = 1'000}, 1);
    } catch (const std::runtime_error& torn) {
      EXPECT_THAT(torn.what(), HasSubstr("is torn"));
    }
    EXPECT_TRUE(rehearsal.workload->check()) << "what the victim did was not noted as performed";
  }
  EXPECT_EQ(entries(folder.path()), 0U);
}

std::string failure_of_reset(const fs::path& folder) {
  Rehearsal rehearsal(shared_file("ofd"), 1);
  rehearsal.workload->keep_files_in(folder);
  try {
    rehearsal.workload->reset();
  } catch (const std::exception& failure) {
    return failure.what();
  }
  return "";
}

TEST(SharedFileFaults, SaysWhyAPlaceCannotBeUsed) {
  const TestFolder folder;
  fs::create_symlink(folder.path(), folder.path() / "link");
  std::ofstream(folder.path() / "file") << "x";
  const std::string advice = "; choose another folder with --files-in=";
  for (const auto& [place, cause] : std::vector<std::pair<fs::path, std::string>>{
           {folder.path() / "missing", "No such file or directory"},
           {folder.path() / "file", "Not a directory"},
           {folder.path() / "link", "it is a symbolic link"},
           {"/dev/null", "Not a directory"},
           {"/proc", "No such file or directory"}}) {
    EXPECT_EQ(failure_of_reset(place),
              "cannot keep files in '" + place.string() + "': " + cause + advice);
  }
}

void print(const MeasuredRows& measured) {
  for (const Row& row : measured.rows) {
    std::fprintf(stderr, "[%s]", row.error_message.c_str());
  }
  std::fflush(stderr);
}

/// A limit on the size of files stands for a disk or a quota that is exhausted in the middle.
void append_beyond_the_limit() {
  ::signal(SIGXFSZ, SIG_IGN);                                        // NOLINT(cert-err33-c)
  const rlimit limit{.rlim_cur = 1'000'000, .rlim_max = 1'000'000};  // the arena needs 0.7 MB
  ::setrlimit(RLIMIT_FSIZE, &limit);
  print(measure({cell(shared_file("append"), named("thread_pool"), 2, Phase::prepared),
                 cell(shared_file("append"), named("process_pool"), 2, Phase::prepared),
                 cell(shared_file("ofd", 10), named("process_pool"), 2, Phase::prepared)}));
  ::_exit(0);
}

TEST(SharedFileFaults, AFullDiskFailsItsRowAndNobodyHangs) {
  EXPECT_EXIT(append_beyond_the_limit(), ::testing::ExitedWithCode(0),
              "\\[cannot append to the file: File too large\\]"
              "\\[cannot append to the file: File too large\\]\\[\\]");
}

void use_up_descriptors(const fs::path& folder) {
  const auto enough_for_few = static_cast<rlim_t>(open_descriptors() + 20);
  const rlimit limit{.rlim_cur = enough_for_few, .rlim_max = enough_for_few};
  ::setrlimit(RLIMIT_NOFILE, &limit);
  print(measure({cell(shared_file("ofd"), named("thread_pool"), 64, Phase::prepared),
                 cell(shared_file("ofd"), named("thread_pool"), 2, Phase::prepared)},
                {.files = folder}));
  print(measure({cell(shared_file("ofd"), named("thread_pool"), 64, Phase::prepared)},
                {.files = folder}));
  ::_exit(static_cast<int>(entries(folder)));
}

TEST(SharedFileFaults, TooFewDescriptorsFailTheirRowAlone) {
  const TestFolder folder;
  EXPECT_EXIT(use_up_descriptors(folder.path()), ::testing::ExitedWithCode(0),
              "cannot open the file 'records' .*Too many open files\\]\\[\\]\\[cannot");
}

}  // namespace
}  // namespace crossover
