// What a made-up machine says about the folder where files are kept.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <map>
#include <string>
#include <vector>

#include "benchmarks/provenance/provenance.hpp"
#include "src/system/system_file.hpp"
#include "tests/fake_root.hpp"

namespace crossover {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

using ByKey = std::map<std::string, std::string>;

constexpr const char* another_device = "4095:7";

/// A machine that says where one folder of this machine lies.
class FilesFacts : public ::testing::Test {
 protected:
  [[nodiscard]] const FakeRoot& root() const { return root_; }
  [[nodiscard]] fs::path folder() const { return fs::canonical(place_.folder()); }

  /// The number that the folder's device has.
  [[nodiscard]] std::string device() const {
    struct stat status {};
    ::stat(place_.folder().c_str(), &status);
    return std::to_string(major(status.st_dev)) + ':' + std::to_string(minor(status.st_dev));
  }

  void mount(const std::string& device, const std::string& point, const std::string& rest) {
    mounts_ +=
        "36 35 " + device + " / " + point + " rw,relatime shared:1 master:2 - " + rest + '\n';
    root_.write("proc/self/mountinfo", mounts_);
  }

  /// A block device of that number, in a folder of sys/devices.
  void add_device(const std::string& number, const std::string& where) const {
    for (const auto* index : {"sys/dev/block", "sys/class/block"}) {
      const fs::path name =
          fs::path(index) /
          (fs::path(index) == "sys/dev/block" ? fs::path(number) : fs::path(where).filename());
      fs::create_directories(root_.folder() / "sys/devices" / where);
      fs::create_directories((root_.folder() / name).parent_path());
      fs::create_symlink(fs::path("../../devices") / where, root_.folder() / name);
    }
  }

  void add_queue(const std::string& where, const std::string& rotational) const {
    const std::string queue = "sys/devices/" + where + "/queue/";
    root_.write(queue + "rotational", rotational + "\n");
    root_.write(queue + "write_cache", "write back\n");
    root_.write(queue + "scheduler", "[mq-deadline] kyber none\n");
  }

  [[nodiscard]] ByKey facts() const { return facts(folder()); }
  [[nodiscard]] ByKey facts(const fs::path& of) const {
    const Facts found = file_facts(of, root_.folder());
    return {found.begin(), found.end()};
  }

 private:
  FakeRoot root_;
  FakeRoot place_;
  std::string mounts_;
};

TEST_F(FilesFacts, TellsTheDisk) {
  mount(another_device, "/", "xfs /dev/sdz rw");
  mount(device(), "/", "ext4 /dev/vda rw,data=ordered");
  add_device(device(), "virtual/vda");
  add_queue("virtual/vda", "0");
  const ByKey told = facts();
  EXPECT_EQ(told.at("files_file_system"), "ext4");
  EXPECT_EQ(told.at("files_mount_options"), "rw,relatime,data=ordered");
  EXPECT_EQ(told.at("files_device"), "vda, rotational: no");
  EXPECT_EQ(told.at("files_write_cache"), "write back");
  EXPECT_EQ(told.at("files_scheduler"), "mq-deadline");
}

TEST_F(FilesFacts, OfAPartitionTellsItsDisk) {
  mount(device(), "/", "ext4 /dev/sda3 rw");
  add_device(device(), "pci/sda/sda3");
  root().write("sys/devices/pci/sda/sda3/partition", "3\n");
  add_queue("pci/sda", "1");
  EXPECT_EQ(facts().at("files_device"), "sda, rotational: yes");
  EXPECT_EQ(facts().at("files_write_cache"), "write back");
}

TEST_F(FilesFacts, TheClosestMountCounts) {
  mount(device(), folder().string(), "ext4 /dev/vdb rw");
  mount(device(), "/", "xfs /dev/vda rw");
  const std::string name = folder().string();
  mount(device(), name + "-beside", "vfat /dev/vdc rw");
  EXPECT_EQ(facts().at("files_file_system"), "ext4");
  mount(device(), folder().string(), "f2fs /dev/vdd rw");  // hides what was mounted there before
  EXPECT_EQ(facts().at("files_file_system"), "f2fs");
}

TEST_F(FilesFacts, AMountWhosePathMerelyBeginsAlikeDoesNotCount) {
  const std::string name = folder().string();
  mount(device(), "/", "ext4 /dev/vda rw");
  mount(device(), name.substr(0, name.size() - 1), "vfat /dev/vdc rw");
  EXPECT_EQ(facts().at("files_file_system"), "ext4");
}

TEST_F(FilesFacts, TheDeviceCountsMoreThanThePlace) {
  mount(device(), "/", "ext4 /dev/vda rw");
  mount(another_device, folder().string(), "xfs /dev/vdb rw");
  EXPECT_EQ(facts().at("files_file_system"), "ext4");
}

TEST_F(FilesFacts, FindsTheDiskOfAFileSystemThatNumbersByItself) {
  mount(another_device, folder().parent_path().string(), "btrfs /dev/fakedisk7 rw,subvol=/@home");
  add_device("8:7", "pci/fakedisk/fakedisk7");
  root().write("sys/devices/pci/fakedisk/fakedisk7/partition", "7\n");
  add_queue("pci/fakedisk", "0");
  EXPECT_EQ(facts().at("files_file_system"), "btrfs");
  EXPECT_EQ(facts().at("files_device"), "fakedisk, rotational: no");
}

TEST_F(FilesFacts, SaysWhatIsNoDisk) {
  mount(device(), "/", "tmpfs tmpfs rw,size=65536k,mode=755,uid=1000");
  EXPECT_EQ(facts().at("files_file_system"), "tmpfs: in memory, no device");
  EXPECT_EQ(facts().at("files_device"), not_measured);
  mount(device(), "/", "overlay overlay rw,lowerdir=/var/lib/x:/srv/y,upperdir=/var/z,volatile");
  EXPECT_EQ(facts().at("files_file_system"), "overlay: copies up on first write");
  EXPECT_EQ(facts().at("files_mount_options"), "rw,relatime,volatile");
}

TEST_F(FilesFacts, HaveNoPathAddressOrUser) {
  mount(device(), folder().string(),
        "nfs4 server:/home "
        "rw,vers=4.2,addr=192.0.2.7,proto=tcp,username=somebody,context=/x,cache=/y");
  add_device(device(), "pci/vda");
  for (const auto& [key, value] : facts()) {
    EXPECT_THAT(value, Not(HasSubstr("/"))) << key;
    EXPECT_THAT(value, Not(HasSubstr("192.0.2"))) << key;
    EXPECT_THAT(value, Not(HasSubstr("somebody"))) << key;
    EXPECT_THAT(value, Not(HasSubstr("server"))) << key;
  }
  EXPECT_EQ(facts().at("files_mount_options"), "rw,relatime,vers=4.2,proto=tcp");
  EXPECT_EQ(facts().at("files_device"), "vda");  // without a queue nothing more is known
}

TEST_F(FilesFacts, BlanksInAMountPointAreNoDifference) {
  const fs::path blank = folder() / "two words\\";
  fs::create_directory(blank);
  mount(device(), "/", "xfs /dev/vda rw");
  mount(device(), folder().string() + "/two\\040words\\134", "ext4 /dev/vdb rw");
  EXPECT_EQ(facts(blank).at("files_file_system"), "ext4");
}

TEST_F(FilesFacts, OfNothingAreNotMeasured) {
  const auto expect_nothing = [](const ByKey& told) {
    EXPECT_EQ(told.size(), 5U);
    for (const auto& [key, value] : told) {
      EXPECT_EQ(value, not_measured) << key;
    }
  };
  expect_nothing(facts());  // the machine tells nothing
  root().write("proc/self/mountinfo", "36 35\n\n36 35 8:1 / / rw - \nnonsense - - -\n");
  expect_nothing(facts());
  mount(device(), "/", "ext4 /dev/vda rw");
  expect_nothing(facts(folder() / "missing"));
}

TEST(FilesFactsOfThisMachine, SayEachThingOnceAndNeverNothing) {
  const Facts found = file_facts(fs::temp_directory_path());
  const ByKey told(found.begin(), found.end());
  EXPECT_EQ(told.size(), found.size());
  for (const auto& [key, value] : told) {
    EXPECT_FALSE(value.empty()) << key;
    EXPECT_THAT(value, Not(HasSubstr("/"))) << key;
  }
  EXPECT_NE(told.at("files_file_system"), not_measured);
}

TEST(FindChosen, IsTheOneInBracketsOrTheOnlyOne) {
  EXPECT_EQ(find_chosen("always [madvise] never"), "madvise");
  EXPECT_EQ(find_chosen("[none] mq-deadline"), "none");
  EXPECT_EQ(find_chosen("none"), "none");
  EXPECT_EQ(find_chosen("one two"), std::nullopt);
  EXPECT_EQ(find_chosen(""), std::nullopt);
  EXPECT_EQ(find_chosen("] ["), std::nullopt);
}

}  // namespace
}  // namespace crossover
