// Hosts that answer, die, hang and talk nonsense; shells stand in for them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "benchmarks/host/host_process.hpp"
#include "benchmarks/host/host_supervisor.hpp"
#include "benchmarks/host/line_reader.hpp"
#include "src/system/pipe.hpp"
#include "tests/failure_of.hpp"
#include "tests/measured.hpp"

namespace crossover {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr auto long_enough = 60s;

const nlohmann::json request{{"row", "squares/serial"}, {"sample_ms", 4.0}};

struct Shell {
  explicit Shell(const std::string& script, const std::map<std::string, std::string>& more = {})
      : host("/bin/sh", {"-c", script}, more) {}

  nlohmann::json ask(std::chrono::milliseconds limit = long_enough) {
    return host.ask(request, limit);
  }
  std::string why_lost(std::chrono::milliseconds limit = long_enough) {
    return failure_of([&] { static_cast<void>(ask(limit)); });
  }
  HostProcess host;
};

TEST(HostProcess, IsAskedByALineAndAnswersByOne) {
  Shell echo("while read line; do echo \"$line\"; done");
  EXPECT_EQ(echo.ask(), request);
  EXPECT_EQ(echo.ask(), request);
}

TEST(HostProcess, HasTheVariablesThatItsStrategyWants) {
  Shell shell(R"(read line; echo "{\"wants\": \"$CROSSOVER_TEST\"}")", {{"CROSSOVER_TEST", "so"}});
  EXPECT_EQ(shell.ask().at("wants"), "so");
}

TEST(HostProcess, OneThatDiesSaysHow) {
  EXPECT_THAT(Shell("read line; kill -SEGV $$").why_lost(),
              StartsWith("the process died: signal 11"));
  EXPECT_EQ(Shell("read line; exit 3").why_lost(), "the process died: exit code 3");
  EXPECT_EQ(Shell("read line; echo one >&2; echo no threads left >&2; exit 1").why_lost(),
            "the process died: exit code 1: no threads left");
}

TEST(HostProcess, OneThatHangsIsEnded) {
  Shell shell("read line; exec sleep 1000");
  try {
    static_cast<void>(shell.ask(1ms));
    FAIL() << "it does not hang";
  } catch (const HostLost& lost) {
    EXPECT_STREQ(lost.what(), "not done after 1 ms; --time-limit=S gives rows S seconds");
    EXPECT_EQ(lost.kind(), FailureKind::timed_out);
  }
}

/// A pipe is at its end when nobody is left who could write into it.
TEST(HostProcess, NothingBelowItIsLeft) {
  const std::filesystem::path fifo =
      std::filesystem::temp_directory_path() / ("crossover-test-" + std::to_string(::getpid()));
  ASSERT_EQ(::mkfifo(fifo.c_str(), S_IRUSR | S_IWUSR), 0);
  Shell shell("exec 3>" + fifo.string() + "; sleep 1000 & sleep 1000 & read line; wait");
  std::ifstream below(fifo);  // opens once the host has
  std::filesystem::remove(fifo);
  EXPECT_THAT(shell.why_lost(1ms), StartsWith("not done after"));
  EXPECT_EQ(below.get(), std::ifstream::traits_type::eof());
}

TEST(HostProcess, NonsenseIsRefused) {
  EXPECT_EQ(Shell("read line; echo hello; read line").why_lost(), "the host's answer is not JSON");
}

TEST(HostProcess, APlaceWithoutAProgramIsNamed) {
  EXPECT_THAT(failure_of([] { const HostProcess none("/no/such", {}, {}); }),
              HasSubstr("/no/such"));
}

/// What it says once it has tidied up.
TEST(HostProcess, OneThatHasNothingToDoMayTidyUp) {
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("crossover-test-" + std::to_string(::getpid()));
  {
    Shell shell("read line; echo '{}'; read line; exec >&-; echo tidy > " + file.string());
    EXPECT_TRUE(shell.ask().empty());
  }
  std::string word;
  std::ifstream(file) >> word;
  std::filesystem::remove(file);
  EXPECT_EQ(word, "tidy");
}

class SupervisedShells : public ::testing::Test {
 protected:
  static HostSupervisor supervisor(const std::string& script, HostSupervisor::Between between) {
    return {{"-c", script}, 2, between};
  }
  nlohmann::json ask(HostSupervisor& hosts, const Strategy& strategy = named("serial")) {
    const Cell any = cell(Spec("squares").set("n", 100), strategy, 1);
    return hosts.ask("/bin/sh", any, request, long_enough);
  }
  std::string why(HostSupervisor& hosts, const Strategy& strategy = named("serial")) {
    return failure_of([&] { static_cast<void>(ask(hosts, strategy)); });
  }
};

TEST_F(SupervisedShells, AStrategyThatAlwaysLosesItsHostIsGivenUpAndNoOther) {
  HostSupervisor hosts = supervisor("read line; exit 3", HostSupervisor::Between::nothing);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(why(hosts), "the process died: exit code 3");
  }
  EXPECT_THAT(why(hosts), StartsWith("not measured: this strategy's 5 rows before"));
  EXPECT_EQ(why(hosts, named("thread_pool")), "the process died: exit code 3");
}

TEST_F(SupervisedShells, ALostHostHasASuccessor) {
  HostSupervisor hosts =
      supervisor("read line; echo '{}'; read line; exit 3", HostSupervisor::Between::nothing);
  for (int i = 0; i < 4; ++i) {
    EXPECT_TRUE(ask(hosts).empty());
    EXPECT_EQ(why(hosts), "the process died: exit code 3");
  }
}

/// A host of each environment; each counts what it is asked.
TEST_F(SupervisedShells, WhereCrewsStayNoTwoHostsAreThereAtATime) {
  const Strategy* serial = &named("serial");
  Strategy other = *serial;
  other.environment = {{"CROSSOVER_TEST", "so"}};
  const auto counts = [&](HostSupervisor::Between between) {
    HostSupervisor hosts =
        supervisor("n=0; while read line; do n=$((n+1)); echo $n; done", between);
    std::vector<int> all;
    for (const Strategy* strategy : {serial, serial, &std::as_const(other), serial}) {
      all.push_back(ask(hosts, *strategy));
    }
    return all;
  };
  EXPECT_THAT(counts(HostSupervisor::Between::nothing), ::testing::ElementsAre(1, 2, 1, 3));
  EXPECT_THAT(counts(HostSupervisor::Between::a_crew), ::testing::ElementsAre(1, 2, 1, 1));
}

TEST(LineReader, LinesMayComeInPieces) {
  Pipe pipe;
  LineReader reader(pipe.reading_end());
  const auto send = [&pipe](std::string_view text) {
    pipe.send(std::as_bytes(std::span(text.data(), text.size())));
  };
  send("one\ntw");
  EXPECT_EQ(reader.next(), "one");
  EXPECT_THROW(static_cast<void>(reader.next(LineReader::Clock::now())), TimedOut);
  send("o\nthree");
  EXPECT_EQ(reader.next(), "two");
  pipe.close_writing_end();
  EXPECT_EQ(reader.next(), std::nullopt);
}

}  // namespace
}  // namespace crossover
