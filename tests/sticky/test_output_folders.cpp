// A folder in place of a file: one file for each scene.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "run.hpp"

namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

struct OutputFolders : OwnFolder {
  std::vector<std::string> files_in(const std::string& name) const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder / name))
      names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
  }
};

TEST_F(OutputFolders, TakeAFileOfEachSceneAndAreMadeIfNeedBe) {
  const Outcome outcome = sticky({"show", "11", "--svg", path("svg/")});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, StartsWith("Lesson 11: Sticky packets\n"));
  EXPECT_THAT(files_in("svg"),
              ElementsAre("11_late_reader.svg", "11_prompt_reader.svg",
                          "11_small_first_bite.svg"));
  EXPECT_THAT(contents("svg/11_prompt_reader.svg"),
              AllOf(StartsWith("<svg "), HasSubstr("Lesson 11: Sticky packets"),
                    HasSubstr(">prompt_reader: "), HasSubstr(">--cues '")));
}

TEST_F(OutputFolders, TakeEveryKindOfFileAndSeveralLessons) {
  fs::create_directory(folder / "all");
  EXPECT_EQ(bash("cd '" + folder.string() +
                 "' && ./sticky show 11 late_reader --svg all --json all "
                 "--pcap all")
                .status,
            0);
  EXPECT_EQ(
      sticky({"show", "01", "--lang", "zh", "--svg", path("all/")}).status, 0);
  EXPECT_THAT(
      files_in("all"),
      testing::IsSupersetOf({"11_late_reader.json", "11_late_reader.pcapng",
                             "11_late_reader.svg", "01_nobody_home.svg"}));
  EXPECT_THAT(contents("all/11_late_reader.json"), HasSubstr("sticky.play"));
  EXPECT_THAT(contents("all/11_late_reader.pcapng"),
              StartsWith("\x0a\x0d\x0d\x0a"));
  EXPECT_THAT(contents("all/01_nobody_home.svg"), HasSubstr("第 01 课："));
}

TEST_F(OutputFolders, ReplaceOnlyTheFilesOfTheirScenes) {
  fs::create_directory(folder / "old");
  std::ofstream(folder / "old" / "11_late_reader.svg") << "what was there";
  std::ofstream(folder / "old" / "mine.svg") << "mine";
  EXPECT_EQ(sticky({"show", "11", "--svg", path("old")}).status, 0);
  EXPECT_THAT(contents("old/11_late_reader.svg"), StartsWith("<svg "));
  EXPECT_EQ(contents("old/mine.svg"), "mine");
  EXPECT_EQ(files_in("old").size(), 4U);
}

TEST_F(OutputFolders, LoseNoneButTheFileThatCannotBeWritten) {
  fs::create_directory(folder / "some");
  fs::create_symlink("/dev/full", folder / "some" / "11_late_reader.json");
  const Outcome outcome =
      sticky({"show", "11", "--json", path("some"), "--svg", path("some")});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err,
            "sticky: " + path("some/11_late_reader.json") +
                ": cannot be written: No space left on device; make room, or "
                "name another folder\n");
  for (const char* file : {"11_prompt_reader.json", "11_small_first_bite.json"})
    EXPECT_THAT(contents(std::string("some/") + file), StartsWith("{\n"));
  for (const char* file : {"11_late_reader.svg", "11_prompt_reader.svg"})
    EXPECT_THAT(contents(std::string("some/") + file), StartsWith("<svg "));
}

TEST_F(OutputFolders, AreRefusedBeforeThePlayIfTheyCannotBeHad) {
  std::ofstream(folder / "file") << "what was there";
  fs::create_directory(folder / "taken");
  fs::create_directory(folder / "taken" / "11_small_first_bite.svg");
  const std::vector<std::pair<std::string, std::string>> refused{
      {"file/", "file/: is no folder; name another folder\n"},
      {"none/new/",
       "none/new/: cannot be made: No such file or directory; name another "
       "folder\n"},
      {"taken",
       "taken/11_small_first_bite.svg: is a folder; name another folder\n"},
      {"none/file.svg", "a file holds one scene; lesson 11 has "}};
  for (const auto& [where, why] : refused) {
    const Outcome outcome =
        sticky({"show", "11", "--json", path("new/"), "--svg", path(where)});
    EXPECT_EQ(outcome.status, 2) << where;
    EXPECT_THAT(outcome.out, IsEmpty());
    EXPECT_THAT(outcome.err, HasSubstr(why));
    EXPECT_EQ(lines(outcome.err), 1U) << outcome.err;
    EXPECT_FALSE(fs::exists(folder / "new")) << where;
  }
  EXPECT_EQ(files_in("taken").size(), 1U);
}

TEST_F(OutputFolders, AreNoPlaceForTheFileOfOnePlay) {
  const std::vector<std::vector<std::string>> commands{
      {"trace", "--svg", path(""), "--", "11/server"},
      {"trace", "--json", path("new/"), "--", "11/server"},
      {"check", "11", "--svg", path("")},
      {"check", "11", "--junit", path("new/")}};
  for (const auto& command : commands) {
    const Outcome outcome = sticky(command);
    EXPECT_EQ(outcome.status, 2) << testing::PrintToString(command);
    EXPECT_THAT(outcome.err,
                AllOf(StartsWith("sticky: " + folder.string() + "/"),
                      HasSubstr("/: is a folder; name a file in it\n")));
    EXPECT_THAT(outcome.out, IsEmpty());
  }
  EXPECT_THAT(files_in(""), IsEmpty());
}

TEST_F(OutputFolders, AreNamedWhereAFileHoldsOneSceneOnly) {
  EXPECT_EQ(sticky({"show", "11", "--svg", path("a.svg")}).err,
            "sticky: a file holds one scene; lesson 11 has late_reader, "
            "prompt_reader, small_first_bite: name one of them, or for all a "
            "folder, such as pictures/\n");
  EXPECT_THAT(sticky({"show", "--help"}).out, HasSubstr("DIR/11_late_reader"));
}

}  // namespace
