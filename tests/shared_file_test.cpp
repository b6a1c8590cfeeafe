// Everybody wants the same file: no update is lost under a lock that keeps its workers apart, and
// where there is none, or the wrong one, that is noticed.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "benchmarks/workloads/shared_file/shared_file.hpp"
#include "src/system/child_processes.hpp"
#include "tests/contended_file.hpp"
#include "tests/failure_of.hpp"
#include "tests/measured.hpp"
#include "tests/rehearsal.hpp"

namespace crossover {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::StartsWith;

struct Case {
  const char* lock;
  const char* strategy;
};

class SharedFileUnder : public ::testing::TestWithParam<Case> {};

TEST_P(SharedFileUnder, LosesNoUpdate) {
  for (const char* reads : {"0", "50", "100"}) {
    Rehearsal rehearsal(shared_file(GetParam().lock).set("reads", reads), 4);
    rehearsal.workload->reset();
    const auto crew = rehearsal.start(named(GetParam().strategy), 4, 4);
    for (int run = 0; run < 3; ++run) {
      crew->run();
      crew->deliver();
      const auto mismatch = rehearsal.workload->check();
      ASSERT_FALSE(mismatch) << mismatch->item << ": " << mismatch->actual << ", not "
                             << mismatch->expected;
    }
    rehearsal.workload->reset();
    EXPECT_TRUE(rehearsal.workload->check()) << "a reset spoils the results";
  }
}

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const char* lock : {"shared_mutex", "ofd", "rw", "append", "disjoint", "own_file"}) {
    for (const char* strategy :
         {"serial", "thread_pool", "thread_pool_dynamic", "thread_pool_blocking", "asio_pool",
          "thread_per_call", "process_pool", "process_pool_dynamic", "process_per_call",
          "process_pool_pipe", "process_spawn"}) {
      all.push_back({lock, strategy});
    }
  }
  for (const char* strategy : {"serial", "thread_pool", "async"}) {
    all.push_back({"mutex", strategy});
  }
  for (const char* strategy : {"serial", "process_pool", "process_per_call", "process_spawn"}) {
    all.push_back({"file_lock", strategy});
  }
  return all;
}

INSTANTIATE_TEST_SUITE_P(Every, SharedFileUnder, ::testing::ValuesIn(cases()),
                         [](const auto& each) {
                           return std::string(each.param.lock) + "_" + each.param.strategy;
                         });

/// As many as CROSSOVER_OPERATIONS says, for a trial by hand with millions.
std::uint64_t operations() {
  const char* wanted = std::getenv("CROSSOVER_OPERATIONS");  // NOLINT(concurrency-mt-unsafe)
  return wanted == nullptr ? 20'000
                           : parse_whole_number(wanted, "CROSSOVER_OPERATIONS", 4, 1U << 30U);
}

/// Two processes with two threads each, all at once on the same few records.
void perform_in_threads_and_processes(Workload& workload) {
  const std::size_t share = workload.size() / 4;
  const auto compute = [&](unsigned worker) {
    const std::size_t last = worker == 3 ? workload.size() : (worker + 1) * share;
    workload.compute({.first = worker * share, .last = last}, worker);
  };
  ChildProcesses children;
  for (const unsigned first : {0U, 2U}) {
    children.fork(first, [&, first] {
      std::exception_ptr fault;
      std::thread other([&] {
        try {
          compute(first + 1);
        } catch (...) {
          fault = std::current_exception();
        }
      });
      try {
        compute(first);
      } catch (...) {
        fault = std::current_exception();
      }
      other.join();
      if (fault) {
        std::rethrow_exception(fault);
      }
    });
  }
  children.await_success(std::chrono::minutes(30));
}

class MixedCrowd : public ::testing::TestWithParam<const char*> {};

TEST_P(MixedCrowd, LosesNoUpdateOfThreadsAndProcessesTogether) {
  Rehearsal rehearsal(shared_file(GetParam(), operations()).set("bytes", 64), 4);
  rehearsal.workload->reset();
  perform_in_threads_and_processes(*rehearsal.workload);
  const auto mismatch = rehearsal.workload->check();
  EXPECT_FALSE(mismatch) << mismatch->actual << ", not " << mismatch->expected;
}

INSTANTIATE_TEST_SUITE_P(Every, MixedCrowd,
                         ::testing::Values("shared_mutex", "ofd", "rw", "append", "disjoint"),
                         [](const auto& each) { return std::string(each.param); });

/// The same operations on the same file, with that lock.
class Variant {
 public:
  Variant(const Spec& incomplete, const LockKind* lock)
      : spec_(complete(incomplete)),
        arena_(SharedFile::bytes(spec_) + 65'536),
        workload_(spec_, arena_, {.placement = Placement::anywhere, .lock = lock}) {
    workload_.keep_files_in(fs::temp_directory_path());
    workload_.reset();
  }
  SharedFile* operator->() { return &workload_; }
  SharedFile& operator*() { return workload_; }

 private:
  Spec spec_;
  Arena arena_;
  SharedFile workload_;
};

/// Runs until something goes wrong: a torn record, or updates that are not in the file.
bool is_caught(Variant& variant) {
  for (int run = 0; run < 200; ++run) {
    try {
      perform_in_threads_and_processes(*variant);
    } catch (const WorkerDied&) {
      return true;  // it threw: a record was torn
    }
    if (variant->check()) {
      return true;
    }
  }
  return false;
}

TEST(SharedFile, WithoutALockLosesUpdatesAndIsCaught) {
  Variant unlocked(shared_file("ofd", 20'000), nullptr);
  EXPECT_TRUE(is_caught(unlocked));
}

/// file_lock, were it used for threads: the same class, only nobody refuses.
TEST(SharedFile, ALockOfProcessesDoesNotKeepThreadsApart) {
  static const LockKind for_anybody{
      .name = "file_lock", .parties = Parties::both, .handle = file_lock().handle};
  Variant careless(shared_file("file_lock", 20'000), &for_anybody);
  EXPECT_TRUE(is_caught(careless));
}

TEST(SharedFile, RefusesALockThatDoesNotKeepItsWorkersApart) {
  const auto refused = [](const char* lock, const char* strategy, const char* why) {
    const MeasuredRows measured =
        measure({cell(shared_file(lock), named(strategy), 2, Phase::prepared)});
    EXPECT_EQ(measured.rows.at(0).error_message, why);
    EXPECT_EQ(measured.failures.at(0), FailureKind::unavailable);
  };
  refused("mutex", "process_pool", "lock:mutex keeps threads apart, not processes");
  refused("file_lock", "thread_pool", "lock:file_lock keeps processes apart, not threads");
}

TEST(SharedFile, ARecordThatSomebodySpoiledIsFound) {
  Rehearsal rehearsal(shared_file("ofd"), 1);
  rehearsal.workload->reset();
  rehearsal.start(named("serial"), 1, 1)->run();
  ASSERT_FALSE(rehearsal.workload->check());
  const fs::path path = dynamic_cast<SharedFile&>(*rehearsal.workload).path();
  const auto spoil = [&](std::streamoff at, char byte) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(at).put(byte);
  };
  spoil(3 * 4096 + 100, 'x');
  EXPECT_EQ(rehearsal.workload->check()->item, 3U);
  EXPECT_THAT(rehearsal.workload->check()->actual, HasSubstr("torn"));
}

/// All is well with its file until the test changes it.
class Tampered : public ::testing::Test {
 protected:
  Tampered() {
    rehearsal_.workload->reset();
    rehearsal_.start(named("serial"), 1, 1)->run();
  }
  [[nodiscard]] RecordFile file() {
    const auto& workload = dynamic_cast<SharedFile&>(*rehearsal_.workload);
    return {open_file(workload.path(), O_RDWR), workload.record_bytes()};
  }
  [[nodiscard]] std::optional<Mismatch> check() const { return rehearsal_.workload->check(); }

  Record record_{4096};

 private:
  Rehearsal rehearsal_{shared_file("ofd"), 1};
};

TEST_F(Tampered, AWholeRecordInAnothersPlaceIsFound) {
  ASSERT_FALSE(check());
  file().read(1, record_);
  file().write(2, record_);
  ASSERT_TRUE(check());
  EXPECT_EQ(check()->item, 2U);
  EXPECT_EQ(check()->actual, "record 1");
}

TEST_F(Tampered, AnUpdateThatWasOverwrittenIsMissed) {
  ASSERT_FALSE(check());
  file().read(5, record_);
  ASSERT_GT(record_.count(), 0U);
  record_.set(5, record_.count() - 1);
  file().write(5, record_);
  ASSERT_TRUE(check());
  EXPECT_EQ(check()->actual, "399");
}

TEST(SharedFile, TellsWhoWaitedForWhom) {
  const Row row = measure(shared_file("ofd"), named("thread_pool"), 2, Phase::prepared).row;
  ASSERT_FALSE(row.error_occurred) << row.error_message;
  for (const char* share : {"lock_wait_share", "fairness"}) {
    EXPECT_GE(row.counters.at(share), 0) << share;
    EXPECT_LE(row.counters.at(share), 1) << share;
  }
  EXPECT_GT(row.counters.at("latency_p50_ns"), 0);
  EXPECT_GE(row.counters.at("latency_p99_ns"), row.counters.at("latency_p50_ns"));
  EXPECT_GE(row.counters.at("latency_max_ns"), row.counters.at("latency_p99_ns"));
  EXPECT_LE(row.counters.at("hand_overs"), 400);
}

TEST(SharedFile, NotesNothingWithoutNotes) {
  const Row row =
      measure(shared_file("ofd").set("notes", "off"), named("thread_pool"), 2, Phase::prepared).row;
  ASSERT_FALSE(row.error_occurred) << row.error_message;
  EXPECT_EQ(row.counters.count("fairness"), 0U);
}

class Regimes : public ::testing::TestWithParam<const char*> {};

TEST_P(Regimes, RunUnderThreadsAndProcesses) {
  for (const char* lock : {"ofd", "append", "disjoint", "own_file"}) {
    for (const char* strategy : {"thread_pool", "process_pool"}) {
      const auto [row, any_failed] =
          measure(shared_file(lock, 16).set("regime", GetParam()).set("reads", 50), named(strategy),
                  2, Phase::prepared);
      EXPECT_FALSE(any_failed) << lock << ": " << row.error_message;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Every, Regimes,
                         ::testing::Values("cached", "sync_each", "sync_end", "cold"),
                         [](const auto& each) { return std::string(each.param); });

TEST(SharedFile, NothingIsColdInMemory) {
  if (!fs::is_directory("/dev/shm")) {
    GTEST_SKIP() << "there is no file system in memory here";
  }
  Rehearsal rehearsal(shared_file("ofd").set("regime", "cold"), 1);
  rehearsal.workload->keep_files_in("/dev/shm");
  rehearsal.workload->reset();
  EXPECT_THAT(why_unavailable([&] { rehearsal.workload->prepare_run(); }),
              ::testing::Optional(StartsWith("16 pages of the file stay in memory")));
}

/// What grows must not grow for as long as a row is measured.
TEST(SharedFile, AppendingBeginsAnewWithEachRun) {
  Rehearsal rehearsal(shared_file("append"), 1);
  rehearsal.workload->reset();
  const auto crew = rehearsal.start(named("serial"), 1, 1);
  const auto& workload = dynamic_cast<SharedFile&>(*rehearsal.workload);
  for (int run = 0; run < 3; ++run) {
    rehearsal.workload->prepare_run();
    crew->run();
    EXPECT_EQ(fs::file_size(workload.path()), 400 * workload.record_bytes());
    EXPECT_FALSE(rehearsal.workload->check());
  }
}

}  // namespace
}  // namespace crossover
