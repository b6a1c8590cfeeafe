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

#include "benchmarks/life/host_process.hpp"
#include "benchmarks/life/hosts.hpp"
#include "benchmarks/life/line_reader.hpp"
#include "src/system/pipe.hpp"
#include "tests/failure_of.hpp"
#include "tests/measured.hpp"

namespace crossover {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr auto long_enough = 60s;

struct Shell {
  explicit Shell(const std::string& script, const std::map<std::string, std::string>& more = {})
      : host("/bin/sh", {"-c", script}, more) {}

  nlohmann::json ask(std::chrono::milliseconds limit = long_enough) {
    return host.take_turn("squares/serial", 4, limit);
  }
  std::string why_lost(std::chrono::milliseconds limit = long_enough) {
    return failure_of([&] { static_cast<void>(ask(limit)); });
  }
  HostProcess host;
};

TEST(HostProcess, IsAskedByALineAndAnswersByOne) {
  Shell echo("while read line; do echo \"$line\"; done");
  const nlohmann::json expected{{"row", "squares/serial"}, {"sample_ms", 4.0}};
  EXPECT_EQ(echo.ask(), expected);
  EXPECT_EQ(echo.ask(), expected);
}

TEST(HostProcess, HasTheVariablesThatItsStrategyWants) {
  Shell shell(R"(read line; echo "{\"wants\": \"$CROSSOVER_TEST\"}")", {{"CROSSOVER_TEST", "so"}});
  EXPECT_EQ(shell.ask().at("wants"), "so");
}

TEST(HostProcess, OneThatDiesSaysHow) {
  EXPECT_THAT(Shell("read line; kill -SEGV $$").why_lost(),
              StartsWith("the process died: signal 11"));
  EXPECT_EQ(Shell("read line; exit 3").why_lost(), "the process died: exit code 3");
}

TEST(HostProcess, OneThatHangsIsEnded) {
  Shell shell("read line; exec sleep 1000");
  try {
    static_cast<void>(shell.ask(1ms));
    FAIL() << "it does not hang";
  } catch (const HostLost& lost) {
    EXPECT_STREQ(lost.what(), "not done after 1 ms");
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

TEST(Hosts, GiveUpOnAProgramThatAlwaysDies) {
  const Cell any = cell(Spec("squares").set("n", 100), named("serial"), 1);
  const Turn turn{.cell = &any, .is_twin = false, .is_other = true};
  Hosts hosts("/bin/sh", {"-c", "read line; exit 3"});
  const auto why = [&] {
    return failure_of([&] { static_cast<void>(hosts.take_turn(turn, 4, long_enough)); });
  };
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(why(), "the process died: exit code 3");
  }
  EXPECT_THAT(why(), StartsWith("not measured: the host was lost 5 times"));
}

TEST(Hosts, ALostHostHasASuccessor) {
  const Cell any = cell(Spec("squares").set("n", 100), named("serial"), 1);
  const Turn turn{.cell = &any, .is_twin = false, .is_other = true};
  Hosts hosts("/bin/sh", {"-c", "read line; echo '{}'; read line; exit 3"});
  for (int i = 0; i < 4; ++i) {
    EXPECT_TRUE(hosts.take_turn(turn, 4, long_enough).empty());
    EXPECT_EQ(failure_of([&] { static_cast<void>(hosts.take_turn(turn, 4, long_enough)); }),
              "the process died: exit code 3");
  }
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
