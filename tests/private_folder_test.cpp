// Files that a run keeps: seen by nobody else, and gone with their owner, however that ends.
#include "src/system/private_folder.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include "tests/fake_root.hpp"

namespace crossover {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr uid_t another_user = 65534;
constexpr const char* only_for_root = "only root can play another user";

std::ptrdiff_t entries(const fs::path& folder) {
  return std::distance(fs::directory_iterator(folder), {});
}

/// What is wrong with a place; empty if nothing is.
std::string refusal(const fs::path& parent) {
  try {
    const PrivateFolder folder(parent);
    return "";
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}

std::error_code failure(const std::function<FileDescriptor()>& open) {
  try {
    static_cast<void>(open());
    return {};
  } catch (const std::system_error& error) {
    return error.code();
  }
}

/// The exit code of a child that does this.
int exit_code_of(const std::function<bool()>& succeeds) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::_exit(succeeds() ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// A process that has a folder at that place until it is killed.
class Owner {
 public:
  explicit Owner(const fs::path& parent) {
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) {
      throw system_failure("pipe");
    }
    child_ = ::fork();
    if (child_ == 0) {
      const PrivateFolder folder(parent);
      const FileDescriptor file = create_file(folder.path() / "precious");
      static_cast<void>(::write(pipe[1], "!", 1));
      while (true) {
        ::pause();
      }
    }
    const FileDescriptor ready(pipe[0]);
    FileDescriptor(pipe[1]).close();
    char answer = 0;
    lives_ = ::read(ready.number(), &answer, 1) == 1;
  }
  Owner(const Owner&) = delete;
  Owner& operator=(const Owner&) = delete;
  Owner(Owner&&) = delete;
  Owner& operator=(Owner&&) = delete;
  ~Owner() { kill(); }

  [[nodiscard]] bool lives() const { return lives_; }

  void kill() {
    if (child_ > 0) {
      ::kill(child_, SIGKILL);
      ::waitpid(child_, nullptr, 0);
      child_ = 0;
      lives_ = false;
    }
  }

 private:
  pid_t child_ = 0;
  bool lives_ = false;
};

TEST(PrivateFolder, OnlyItsOwnerCanEnter) {
  const FakeRoot place;
  const PrivateFolder folder(place.folder());
  struct stat status {};
  ASSERT_EQ(::lstat(folder.path().c_str(), &status), 0);
  EXPECT_TRUE(S_ISDIR(status.st_mode));
  EXPECT_EQ(status.st_mode & ALLPERMS, 0700U);
  EXPECT_EQ(status.st_uid, ::geteuid());
  EXPECT_EQ(folder.path().parent_path(), place.folder());
}

TEST(PrivateFolder, GoesWithAllThatIsInIt) {
  const FakeRoot place;
  {
    const PrivateFolder folder(place.folder());
    const FileDescriptor still_open = create_file(folder.path() / "file");
    fs::create_directories(folder.path() / "further" / "down");
    fs::create_symlink(place.folder(), folder.path() / "link");
    EXPECT_EQ(entries(place.folder()), 1);
  }
  EXPECT_TRUE(fs::exists(place.folder()));  // where the link led to
  EXPECT_EQ(entries(place.folder()), 0);
}

TEST(PrivateFolder, GoesWithAnException) {
  const FakeRoot place;
  EXPECT_THROW(
      {
        const PrivateFolder folder(place.folder());
        const FileDescriptor file = create_file(folder.path() / "file");
        throw std::domain_error("the disk is cursed");
      },
      std::domain_error);
  EXPECT_EQ(entries(place.folder()), 0);
}

TEST(PrivateFolder, StaysWhenAForkedChildEnds) {
  const FakeRoot place;
  auto folder = std::make_unique<PrivateFolder>(place.folder());
  EXPECT_EQ(exit_code_of([&] {
              folder.reset();  // as std::exit and a child's unwinding do
              return true;
            }),
            0);
  EXPECT_TRUE(fs::exists(folder->path()));
  const PrivateFolder another(place.folder());  // the child did not give up the claim either
  EXPECT_TRUE(fs::exists(folder->path()));
}

TEST(PrivateFolder, OfAKilledOwnerGoesWithTheNext) {
  const FakeRoot place;
  Owner owner(place.folder());
  ASSERT_TRUE(owner.lives());
  owner.kill();
  EXPECT_EQ(entries(place.folder()), 1);
  const PrivateFolder next(place.folder());
  EXPECT_EQ(entries(place.folder()), 1);
  EXPECT_EQ(entries(next.path()), 0);
}

TEST(PrivateFolder, OfALivingOwnerStays) {
  const FakeRoot place;
  const Owner owner(place.folder());
  ASSERT_TRUE(owner.lives());
  { const PrivateFolder next(place.folder()); }
  ASSERT_EQ(entries(place.folder()), 1);
  EXPECT_TRUE(fs::exists(fs::directory_iterator(place.folder())->path() / "precious"));
}

TEST(PrivateFolder, ManyAtOnceAreAllDifferentAndAllGo) {
  const FakeRoot place;
  constexpr int processes = 8;
  std::vector<pid_t> children;
  for (int i = 0; i < processes; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      bool all_well = true;
      for (int round = 0; round < 50; ++round) {
        const PrivateFolder folder(place.folder());
        all_well = all_well && create_file(folder.path() / "file").is_open();
      }
      ::_exit(all_well ? 0 : 1);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(entries(place.folder()), 0);
}

/// Entries that resemble what a killed owner leaves, at the place where a folder is made.
class Resembling : public ::testing::Test {
 protected:
  [[nodiscard]] const FakeRoot& place() const { return place_; }
  [[nodiscard]] fs::path named(const std::string& name) const { return place_.folder() / name; }

  [[nodiscard]] fs::path make_private(const std::string& name) const {
    fs::create_directory(named(name));
    fs::permissions(named(name), fs::perms::owner_all);
    return named(name);
  }

  [[nodiscard]] bool survives(const fs::path& path) const {
    { const PrivateFolder folder(place_.folder()); }
    return fs::exists(fs::symlink_status(path));
  }

 private:
  FakeRoot place_;
};

TEST_F(Resembling, AnAbandonedFolderIsRemoved) {
  EXPECT_FALSE(survives(make_private("crossover-temporary-AbC123")));
}

TEST_F(Resembling, AFolderOfTheUserStays) {
  EXPECT_TRUE(survives(make_private("crossover-main")));
  EXPECT_TRUE(survives(make_private("crossover-AbC123")));
  EXPECT_TRUE(survives(make_private("crossover-temporary-results")));
  const fs::path open_to_all = make_private("crossover-temporary-backup");
  fs::permissions(open_to_all, fs::perms::group_read, fs::perm_options::add);
  EXPECT_TRUE(survives(open_to_all));
}

TEST_F(Resembling, AFileStays) {
  place().write("crossover-temporary-AbC123", "precious");
  EXPECT_TRUE(survives(named("crossover-temporary-AbC123")));
}

TEST_F(Resembling, ASymbolicLinkAndWhatItLeadsToStay) {
  const FakeRoot elsewhere;
  elsewhere.write("precious", "text");
  fs::create_directory_symlink(elsewhere.folder(), named("crossover-temporary-AbC123"));
  EXPECT_TRUE(survives(named("crossover-temporary-AbC123")));
  EXPECT_TRUE(fs::exists(elsewhere.folder() / "precious"));
}

TEST_F(Resembling, AnotherUsersFolderStays) {
  if (::geteuid() != 0) {
    GTEST_SKIP() << only_for_root;
  }
  const fs::path path = make_private("crossover-temporary-AbC123");
  ASSERT_EQ(::chown(path.c_str(), another_user, another_user), 0);
  EXPECT_TRUE(survives(path));
}

TEST(PrivateFolder, SaysWhatIsWrongWithThePlace) {
  const FakeRoot place;
  place.write("file", "text");
  fs::create_directory(place.folder() / "folder");
  fs::create_directory_symlink(place.folder() / "folder", place.folder() / "link");
  const auto is_about = [](const fs::path& path, const char* cause) {
    return AllOf(HasSubstr("cannot keep files in '" + path.string() + "': " + cause),
                 HasSubstr("--files-in="));
  };
  for (const auto& [name, cause] : std::map<std::string, const char*>{
           {"missing", "No such file"}, {"file", "Not a dir"}, {"link", "it is a symbolic link"}}) {
    EXPECT_THAT(refusal(place.folder() / name), is_about(place.folder() / name, cause));
  }
  EXPECT_THAT(refusal("/dev/null"), is_about("/dev/null", "Not a directory"));
  EXPECT_THAT(refusal("/proc"), is_about("/proc", ""));  // not even root can make a folder there
  EXPECT_EQ(entries(place.folder() / "folder"), 0);
}

TEST(PrivateFolder, SaysThatThePlaceCannotBeWrittenTo) {
  const FakeRoot place;
  fs::permissions(place.folder(), fs::perms::owner_read | fs::perms::owner_exec |
                                      fs::perms::others_read | fs::perms::others_exec);
  EXPECT_EQ(exit_code_of([&] {
              if (::geteuid() == 0 && ::seteuid(another_user) != 0) {
                return false;
              }
              return refusal(place.folder()).find("Permission denied") != std::string::npos;
            }),
            0);
}

TEST(PrivateFolder, LeavesNothingWhereItCannotBeClaimed) {
  const FakeRoot place;
  fs::permissions(place.folder(), fs::perms::all);
  EXPECT_EQ(exit_code_of([&] {
              ::umask(S_IRUSR);  // what is made cannot be opened, but by root
              if (::geteuid() == 0 && ::seteuid(another_user) != 0) {
                return false;
              }
              return refusal(place.folder()).find("Permission denied") != std::string::npos;
            }),
            0);
  EXPECT_EQ(entries(place.folder()), 0);
}

TEST(CreateFile, IsForThisUserAndNoOtherProgram) {
  const FakeRoot place;
  const FileDescriptor file = create_file(place.folder() / "file");
  struct stat status {};
  ASSERT_EQ(::fstat(file.number(), &status), 0);
  EXPECT_EQ(status.st_mode & 0077U, 0U);
  EXPECT_NE(::fcntl(file.number(), F_GETFD) & FD_CLOEXEC, 0);
  EXPECT_EQ(::fcntl(file.number(), F_GETFL) & O_ACCMODE, O_RDWR);
}

TEST(CreateFile, RefusesWhatIsThereAlready) {
  const FakeRoot place;
  place.write("file", "precious");
  fs::create_symlink(place.folder() / "file", place.folder() / "link");
  fs::create_symlink(place.folder() / "nothing", place.folder() / "dangling");
  for (const auto* name : {"file", "link", "dangling"}) {
    EXPECT_EQ(failure([&] { return create_file(place.folder() / name); }), std::errc::file_exists)
        << name;
  }
  EXPECT_FALSE(fs::exists(place.folder() / "nothing"));
  EXPECT_EQ(fs::file_size(place.folder() / "file"), 8U);
}

TEST(OpenFile, RefusesALink) {
  const FakeRoot place;
  place.write("file", "text");
  fs::create_symlink(place.folder() / "file", place.folder() / "link");
  EXPECT_EQ(failure([&] { return open_file(place.folder() / "link", O_RDONLY); }),
            std::errc::too_many_symbolic_link_levels);
  EXPECT_EQ(failure([&] { return open_file(place.folder() / "missing", O_RDWR); }),
            std::errc::no_such_file_or_directory);
}

TEST(OpenFile, IsForNoOtherProgramAndAsTheFlagsSay) {
  const FakeRoot place;
  place.write("file", "text");
  const FileDescriptor file = open_file(place.folder() / "file", O_RDONLY | O_APPEND);
  EXPECT_NE(::fcntl(file.number(), F_GETFD) & FD_CLOEXEC, 0);
  EXPECT_EQ(::fcntl(file.number(), F_GETFL) & (O_ACCMODE | O_APPEND), O_RDONLY | O_APPEND);
}

TEST(OpenFile, SaysWhichFileWhereAndWhy) {
  const FakeRoot place;
  try {
    static_cast<void>(open_file(place.folder() / "private" / "records", O_RDWR));
    FAIL() << "opened";
  } catch (const std::system_error& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("'records'"), HasSubstr(place.folder().string()),
                                    HasSubstr("No such file")));
  }
}

}  // namespace
}  // namespace crossover
