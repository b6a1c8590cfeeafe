// Items that wait: whoever waits, the answers are right; who cannot answer says why; nothing stays.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>
#include <tuple>
#include <vector>

#include "src/system/private_folder.hpp"
#include "tests/failure_of.hpp"
#include "tests/measured.hpp"
#include "tests/process_state.hpp"
#include "tests/rehearsal.hpp"

namespace crossover {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

namespace fs = std::filesystem;

Spec waiting_for(const std::string& kind, std::uint64_t n) {
  return Spec("blocking").set("n", n).set("wait", kind).set("delay_us", 300).set("mib", 1);
}

/// Of a test's own, with nothing in it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string path = (fs::temp_directory_path() / "blocking-test-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) {
      throw std::runtime_error("cannot make " + path);
    }
    path_ = path;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  TemporaryFolder(TemporaryFolder&&) = delete;
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  ~TemporaryFolder() { fs::remove_all(path_); }

  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// A workload that keeps its files there.
struct BlockingRehearsal {
  explicit BlockingRehearsal(const Spec& spec, unsigned workers = 4) : rehearsal(spec, workers) {
    rehearsal.workload->keep_files_in(parent.path());
  }
  [[nodiscard]] Workload& workload() const { return *rehearsal.workload; }

  [[nodiscard]] std::vector<fs::path> folders() const {
    std::vector<fs::path> all;
    for (const auto& entry : fs::directory_iterator(parent.path())) {
      all.push_back(entry.path());
    }
    return all;
  }

  TemporaryFolder parent;
  Rehearsal rehearsal;
};

/// Resets; returns why not if the file system of this test cannot do what the kind needs.
std::optional<std::string> unavailable(Workload& workload) {
  return why_unavailable([&] { workload.reset(); });
}

class EveryWait : public ::testing::TestWithParam<std::tuple<const char*, const char*>> {
 protected:
  void SetUp() override {
    if (!strategy().unavailable.empty()) {
      GTEST_SKIP() << strategy().unavailable;
    }
  }
  [[nodiscard]] static std::string kind() { return std::get<0>(GetParam()); }
  [[nodiscard]] static const Strategy& strategy() { return named(std::get<1>(GetParam())); }
};

TEST_P(EveryWait, EndsWithTheRightAnswers) {
  BlockingRehearsal blocking(waiting_for(kind(), 11));
  if (const auto why = unavailable(blocking.workload())) {
    GTEST_SKIP() << *why;
  }
  const auto crew = blocking.rehearsal.start(strategy(), 4, 4);
  for (int run = 0; run < 3; ++run) {
    blocking.workload().reset();
    EXPECT_TRUE(blocking.workload().check()) << "there before anybody waited";
    crew->run();
    crew->deliver();
    const auto mismatch = blocking.workload().check();
    EXPECT_FALSE(mismatch) << "item " << mismatch->item << " is " << mismatch->actual;
  }
}

TEST_P(EveryWait, LeavesNothingBehindHoweverManyWorkers) {
  constexpr unsigned workers = 256;
  static_cast<void>(ProcessState::now());
  const TemporaryFolder parent;
  const auto live = [&] {
    Rehearsal rehearsal(waiting_for(kind(), 2 * std::uint64_t{workers}), workers);
    rehearsal.workload->keep_files_in(parent.path());
    if (const auto why = unavailable(*rehearsal.workload)) {
      GTEST_SKIP() << *why;
    }
    rehearsal.start(strategy(), workers, workers)->run();
    EXPECT_FALSE(rehearsal.workload->check());
  };
  live();  // what libraries open once and for all
  const ProcessState before = ProcessState::now();
  live();
  const ProcessState after = ProcessState::now();
  EXPECT_EQ(after.children, 0U);
  EXPECT_EQ(after.descriptors, before.descriptors);
  EXPECT_EQ(after.shared_mappings, before.shared_mappings);
  EXPECT_TRUE(fs::is_empty(parent.path()));
}

INSTANTIATE_TEST_SUITE_P(
    Under, EveryWait,
    ::testing::Combine(::testing::Values("timer", "pipe", "read"),
                       ::testing::Values("serial", "thread_pool", "thread_per_call", "asio_pool",
                                         "process_pool", "process_pool_dynamic",
                                         "process_pool_pipe", "process_spawn", "openmp_static",
                                         "tbb_static", "io_uring")),
    [](const auto& each) {
      return std::string(std::get<0>(each.param)) + "_" + std::get<1>(each.param);
    });

class Blocking : public ::testing::TestWithParam<const char*> {};

TEST_P(Blocking, NoticesAWrongAnswer) {
  BlockingRehearsal blocking(waiting_for(GetParam(), 5));
  if (const auto why = unavailable(blocking.workload())) {
    GTEST_SKIP() << *why;
  }
  blocking.rehearsal.start(named("serial"), 1, 1)->run();
  ASSERT_FALSE(blocking.workload().check());
  const auto bytes = blocking.workload().result({.first = 3, .last = 4});
  auto& answer = *reinterpret_cast<std::uint64_t*>(bytes.data());
  answer = std::string(GetParam()) == "timer" ? 299'999 : answer + 1;
  const auto mismatch = blocking.workload().check();
  ASSERT_TRUE(mismatch);
  EXPECT_EQ(mismatch->item, 3U);
}

TEST_P(Blocking, HasOneMoreAnswerAfterEachReset) {
  if (std::string(GetParam()) == "timer") {
    GTEST_SKIP() << "any time that is long enough will do";
  }
  BlockingRehearsal blocking(waiting_for(GetParam(), 5));
  if (const auto why = unavailable(blocking.workload())) {
    GTEST_SKIP() << *why;
  }
  const auto answers = [&] {
    blocking.rehearsal.start(named("serial"), 1, 1)->run();
    const auto bytes = blocking.workload().result({.first = 0, .last = 5});
    return std::vector(bytes.begin(), bytes.end());
  };
  const auto first = answers();
  EXPECT_EQ(answers(), first);
  blocking.workload().reset();
  EXPECT_NE(answers(), first);
}

INSTANTIATE_TEST_SUITE_P(Every, Blocking, ::testing::Values("timer", "pipe", "read"),
                         [](const auto& each) { return std::string(each.param); });

TEST(BlockingTimer, ExpectsTheWholeDelay) {
  Rehearsal rehearsal(waiting_for("timer", 1), 1);
  rehearsal.workload->reset();
  const auto mismatch = rehearsal.workload->check();
  ASSERT_TRUE(mismatch);
  EXPECT_EQ(mismatch->expected, "at least 300000 ns");
  EXPECT_EQ(mismatch->actual, "0 ns");
}

class FilesOf : public ::testing::TestWithParam<const char*> {};

TEST_P(FilesOf, AreRefusedWhereNoneCanBeKept) {
  for (const char* folder : {"/nonexistent/folder", "/proc", "/proc/self/exe"}) {
    Rehearsal rehearsal(waiting_for(GetParam(), 1), 1);
    rehearsal.workload->keep_files_in(folder);
    EXPECT_THAT(failure_of([&] { rehearsal.workload->reset(); }),
                StartsWith("cannot keep files in '" + std::string(folder) + "': "));
  }
  EXPECT_THAT(ProcessState::children_of_this_process(), IsEmpty());
}

TEST_P(FilesOf, AreGoneWithTheWorkloadAndOnlyThisUsersMeanwhile) {
  const TemporaryFolder parent;
  {
    Rehearsal rehearsal(waiting_for(GetParam(), 1), 1);
    rehearsal.workload->keep_files_in(parent.path());
    if (const auto why = unavailable(*rehearsal.workload)) {
      GTEST_SKIP() << *why;
    }
    rehearsal.start(named("serial"), 1, 1)->run();
    std::size_t files = 0;
    for (const auto& file : fs::recursive_directory_iterator(parent.path())) {
      EXPECT_EQ(file.status().permissions() & (fs::perms::group_all | fs::perms::others_all),
                fs::perms::none)
          << file.path();
      ++files;
    }
    EXPECT_GE(files, 2U);
  }
  EXPECT_TRUE(fs::is_empty(parent.path()));
}

INSTANTIATE_TEST_SUITE_P(Every, FilesOf, ::testing::Values("pipe", "read"),
                         [](const auto& each) { return std::string(each.param); });

/// A limit of this process (and of those it starts) for the time of a test.
class Limit {
 public:
  Limit(decltype(RLIMIT_NOFILE) resource, rlim_t soft) : resource_(resource) {
    ::getrlimit(resource_, &before_);
    const rlimit low{.rlim_cur = soft, .rlim_max = before_.rlim_max};
    ::setrlimit(resource_, &low);
  }
  Limit(const Limit&) = delete;
  Limit& operator=(const Limit&) = delete;
  Limit(Limit&&) = delete;
  Limit& operator=(Limit&&) = delete;
  ~Limit() { ::setrlimit(resource_, &before_); }

 private:
  decltype(RLIMIT_NOFILE) resource_;
  rlimit before_{};
};

TEST(BlockingRead, AFileThatCannotBeWrittenLeavesNothing) {
  auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
  BlockingRehearsal blocking(waiting_for("read", 1));
  std::string failure;
  std::optional<std::string> why;
  {
    const Limit limit(RLIMIT_FSIZE, 65'536);
    failure = failure_of([&] { why = unavailable(blocking.workload()); });
  }
  std::signal(SIGXFSZ, handler);
  if (why) {
    GTEST_SKIP() << *why;
  }
  EXPECT_THAT(failure, AllOf(StartsWith("cannot write a file of 1 MiB in '"),
                             HasSubstr(": File too large")));
  EXPECT_THAT(blocking.folders(), IsEmpty());
}

TEST(BlockingRead, AFileThatIsTooLargeIsNotBegun) {
  if (fs::space(fs::temp_directory_path()).available >> 40U != 0) {
    GTEST_SKIP() << "it would fit";
  }
  BlockingRehearsal blocking(waiting_for("read", 1).set("mib", 1U << 20U));
  std::optional<std::string> why;
  const std::string failure = failure_of([&] { why = unavailable(blocking.workload()); });
  if (why) {
    GTEST_SKIP() << *why;
  }
  EXPECT_THAT(failure, AllOf(StartsWith("the file of 1048576 MiB does not fit into '"),
                             HasSubstr(" MiB are free; choose a smaller mib")));
  EXPECT_THAT(blocking.folders(), IsEmpty());
}

TEST(BlockingRead, WorksOnMemoryFilesOrSaysThatItCannot) {
  if (!fs::is_directory("/dev/shm")) {
    GTEST_SKIP() << "there is no /dev/shm";
  }
  Rehearsal rehearsal(waiting_for("read", 8), 2);
  rehearsal.workload->keep_files_in("/dev/shm");
  const auto why = why_unavailable([&] { rehearsal.workload->reset(); });
  if (why) {
    EXPECT_THAT(*why, StartsWith("the file system of '/dev/shm' has no reads"));
    return;
  }
  rehearsal.start(named("thread_pool"), 2, 2)->run();
  EXPECT_FALSE(rehearsal.workload->check());
}

class BlockingPipe : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!named(GetParam()).unavailable.empty()) {
      GTEST_SKIP() << named(GetParam()).unavailable;
    }
  }
};

TEST_P(BlockingPipe, AKilledAnsweringProcessFailsTheRunAndIsReplaced) {
  BlockingRehearsal blocking(waiting_for("pipe", 2));
  blocking.workload().reset();
  const auto children = ProcessState::children_of_this_process();
  ASSERT_THAT(children, SizeIs(1));
  const auto crew = blocking.rehearsal.start(named(GetParam()), 2, 2);
  crew->run();
  ASSERT_EQ(::kill(children.front(), SIGKILL), 0);
  EXPECT_THAT(failure_of([&] { crew->run(); }),
              AllOf(StartsWith("no answer to item "),
                    HasSubstr("the process that answers has ended or cannot keep up")));
  blocking.workload().reset();
  crew->run();
  EXPECT_FALSE(blocking.workload().check());
}

/// As a worker leaves it that was ended while it waited.
TEST_P(BlockingPipe, AnAnswerToAnotherRequestIsPassedOver) {
  BlockingRehearsal blocking(waiting_for("pipe", 2));
  blocking.workload().reset();
  const auto crew = blocking.rehearsal.start(named(GetParam()), 2, 2);
  crew->run();
  for (const char* fifo : {"answers-0", "answers-1"}) {
    const FileDescriptor stale = open_file(blocking.folders().at(0) / fifo, O_RDWR);
    const std::array<std::uint64_t, 2> answer{1, 2};
    ASSERT_EQ(::write(stale.number(), answer.data(), sizeof answer), 16);
  }
  blocking.workload().reset();
  crew->run();
  EXPECT_FALSE(blocking.workload().check());
}

TEST_P(BlockingPipe, TooFewDescriptorsFailOneRowWithTheCause) {
  const Limit limit(RLIMIT_NOFILE, ProcessState::now().descriptors + 40);
  const auto [rows, failures, any_failed] =
      measure({cell(waiting_for("pipe", 64), named(GetParam()), 64),
               cell(waiting_for("pipe", 4), named(GetParam()), 4)});
  EXPECT_THAT(rows.at(0).error_message, HasSubstr("Too many open files"));
  EXPECT_TRUE(any_failed);
  EXPECT_FALSE(rows.at(1).error_occurred) << rows.at(1).error_message;
}

INSTANTIATE_TEST_SUITE_P(Under, BlockingPipe,
                         ::testing::Values("thread_pool", "process_pool", "io_uring"),
                         [](const auto& each) { return std::string(each.param); });

/// In the answering process: it has a descriptor for each worker, those have one each.
TEST(BlockingPipe, SaysWhatKeepsTheAnsweringProcessFromAnswering) {
  BlockingRehearsal blocking(waiting_for("pipe", 1));
  {
    const Limit limit(RLIMIT_NOFILE, ProcessState::now().descriptors + 3);
    blocking.workload().reset();
  }
  for (unsigned worker = 0; worker < 16; ++worker) {
    const std::string failure =
        failure_of([&] { blocking.workload().compute({.first = 0, .last = 1}, worker); });
    if (failure != "no failure") {
      EXPECT_THAT(failure, HasSubstr("the process that answers fails: Too many open files"));
      return;
    }
  }
  FAIL() << "it answered all";
}

TEST(BlockingPipe, TheAnsweringProcessEndsWithAKilledOwner) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  const TemporaryFolder parent;
  const pid_t owner = ::fork();
  if (owner == 0) {
    Rehearsal rehearsal(waiting_for("pipe", 1), 1);
    rehearsal.workload->keep_files_in(parent.path());
    rehearsal.workload->reset();
    for (const pid_t child : ProcessState::children_of_this_process()) {
      static_cast<void>(::write(pipe[1], &child, sizeof child));
    }
    ::raise(SIGKILL);
  }
  ::close(pipe[1]);
  ASSERT_EQ(::waitpid(owner, nullptr, 0), owner);
  pid_t answering = 0;
  ASSERT_EQ(::read(pipe[0], &answering, sizeof answering), static_cast<ssize_t>(sizeof answering));
  // Its end closes the last end for writing, whether or not somebody reaps it.
  EXPECT_EQ(::read(pipe[0], &answering, sizeof answering), 0);
  ::close(pipe[0]);
}

}  // namespace
}  // namespace crossover
