// A file that we write is there as a whole, or is as it was.
#include <gmock/gmock.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "run.hpp"

namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

struct OutputFiles : OwnFolder {
  long files() const {
    return std::distance(fs::directory_iterator(folder), {});
  }
  /// No file may grow.
  Outcome without_room(const std::string& arguments) const {
    return bash("ulimit -f 0; cd '" + folder.string() + "'; ./sticky " +
                arguments);
  }
};

TEST_F(OutputFiles, AreAsTheyWereIfThereIsNoRoom) {
  std::ofstream(folder / "old") << "what was there";
  for (const char* arguments :
       {"show 11 late_reader --json old", "show 11 late_reader --svg old",
        "show 11 late_reader --pcap old", "check 11 --shorts 0 --json old",
        "check 11 --shorts 0 --junit old", "check 11 --shorts 0 --svg old"}) {
    const Outcome outcome = without_room(arguments);
    EXPECT_EQ(outcome.status, 2) << arguments;
    EXPECT_EQ(outcome.err,
              "sticky: old: cannot be written: File too large; the old file is "
              "as it was; make room, or name another file\n");
    EXPECT_EQ(contents("old"), "what was there") << arguments;
    EXPECT_EQ(files(), 1) << arguments;
  }
  EXPECT_THAT(
      without_room("show --lang zh 11 late_reader --json old").err,
      HasSubstr("old：无法写入：File too large；原来的文件没有改动；请腾出"));
}

TEST_F(OutputFiles, AreNotThereIfThereIsNoRoomForANewOne) {
  const Outcome outcome = without_room("show 11 late_reader --json new");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(lines(outcome.err), 1U) << outcome.err;
  EXPECT_EQ(files(), 0);
}

TEST_F(OutputFiles, KeepTheirPermissions) {
  std::ofstream(folder / "old") << std::string(1 << 20, 'x');
  fs::permissions(folder / "old", fs::perms(0640));
  EXPECT_EQ(sticky({"show", "11", "late_reader", "--json", path("old")}).status,
            0);
  EXPECT_EQ(fs::status(folder / "old").permissions(), fs::perms(0640));
  EXPECT_THAT(contents("old"), StartsWith("{\n"));
  EXPECT_EQ(files(), 1);
}

TEST_F(OutputFiles, AreMadeAsAShellMakesThem) {
  const Outcome outcome =
      bash("umask 027; ./sticky show 11 late_reader --json " + path("new"));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(fs::status(folder / "new").permissions(), fs::perms(0640));
}

TEST_F(OutputFiles, StayWhereALinkLeads) {
  fs::create_directory(folder / "far");
  std::ofstream(folder / "far" / "old") << "what was there";
  fs::create_symlink("far/old", folder / "link");
  fs::create_symlink("far/new", folder / "to_nothing");
  for (const char* link : {"link", "to_nothing"}) {
    EXPECT_EQ(
        sticky({"show", "11", "late_reader", "--json", path(link)}).status, 0);
    EXPECT_TRUE(fs::is_symlink(folder / link));
    EXPECT_THAT(contents(link), StartsWith("{\n"));
  }
  EXPECT_THAT(contents("far/new"), StartsWith("{\n"));
}

TEST_F(OutputFiles, KeepTheirOtherNames) {
  std::ofstream(folder / "one") << "what was there";
  fs::create_hard_link(folder / "one", folder / "two");
  EXPECT_EQ(sticky({"show", "11", "late_reader", "--json", path("one")}).status,
            0);
  EXPECT_EQ(contents("one"), contents("two"));
  EXPECT_THAT(contents("one"), StartsWith("{\n"));
}

TEST_F(OutputFiles, AreRefusedIfTwoAreOne) {
  std::ofstream(folder / "old") << "what was there";
  fs::create_symlink("old", folder / "link");
  fs::create_symlink("new", folder / "to_new");
  for (const auto& [one, other] :
       {std::pair{"old", "link"}, {"new", "to_new"}, {"new", "./new"}}) {
    const Outcome outcome =
        sticky({"show", "11", "late_reader", "--json", path(one), "--svg",
                folder.string() + '/' + other});
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(outcome.err, HasSubstr("two outputs to "));
  }
  EXPECT_EQ(contents("old"), "what was there");
  EXPECT_EQ(files(), 3);
}

TEST_F(OutputFiles, MayBeDevicesAndPipes) {
  EXPECT_EQ(sticky({"show", "11", "late_reader", "--json", "/dev/null", "--svg",
                    "/dev/null"})
                .status,
            0);
  const Outcome full =
      sticky({"show", "11", "late_reader", "--json", "/dev/full"});
  EXPECT_EQ(full.status, 2);
  EXPECT_EQ(full.err,
            "sticky: /dev/full: cannot be written: No space left on device; "
            "make room, or name another file\n");
  const std::string pipe = path("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const Outcome piped =
      bash("cat '" + pipe + "' & ./sticky show 11 " + "late_reader --json '" +
           pipe + "' >/dev/null" + "; wait");
  EXPECT_THAT(piped.out, StartsWith("{\n"));
}

TEST_F(OutputFiles, ThatMayNotBeWrittenAreNotReplaced) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everything";
  std::ofstream(folder / "old") << "what was there";
  fs::permissions(folder / "old", fs::perms(0444));
  EXPECT_EQ(sticky({"show", "11", "late_reader", "--json", path("old")}).status,
            2);
  EXPECT_EQ(contents("old"), "what was there");
}

}  // namespace
