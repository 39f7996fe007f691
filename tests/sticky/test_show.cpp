// show and tour: what is printed, what is written, what the exit status says.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "run.hpp"
#include "terminal.hpp"

namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

using Show = OwnFolder;

TEST_F(Show, DrawsOneSceneWithTheCommandThatPlaysIt) {
  const Outcome outcome = sticky({"show", "11", "late_reader"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out,
              AllOf(StartsWith("Lesson 11: Sticky packets\n"),
                    HasSubstr("late_reader: "),
                    HasSubstr("./sticky trace --cues 'server:listen "
                              "client:exit server:exit'"),
                    HasSubstr("11/server 127.0.0.1"), HasSubstr("hello"),
                    Not(HasSubstr("prompt_reader")), Not(HasSubstr("\033"))));
  EXPECT_THAT(outcome.err, IsEmpty());
}

TEST_F(Show, PrintsACommandThatGivesTheSameText) {
  const std::vector<std::pair<const char*, const char*>> scenes{
      {"01", "nobody_home"},       // its only program is the client
      {"02", "two_in_turn"},       // with standard input
      {"11", "small_first_bite"},  // cues in several lines
      {"26", "silent"}};           // and standard input
  for (const auto& [lesson, scene] : scenes) {
    const std::string shown = sticky({"show", lesson, scene}).out;
    const std::size_t heading = shown.find("\n\n");
    const std::size_t begin = shown.find("\n\n", heading + 2) + 2;
    const std::size_t end = shown.rfind("\n./sticky trace ");
    ASSERT_NE(end, std::string::npos) << shown;
    const std::string command = shown.substr(end + 1);
    std::istringstream in(command);
    for (std::string line; std::getline(in, line);) {
      EXPECT_LE(line.size(), 80) << line;
    }
    EXPECT_EQ(bash(command).out, shown.substr(begin, end - begin)) << command;
  }
}

TEST_F(Show, DrawsAllScenesWithoutAName) {
  const Outcome outcome = sticky({"show", "sticky_packets", "--lang", "zh"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out,
              AllOf(StartsWith("第 11 课：粘包\n"), HasSubstr("late_reader"),
                    HasSubstr("prompt_reader"), HasSubstr("small_first_bite")));
}

TEST_F(Show, DrawsALadderInPlaceOfTheRibbons) {
  const Outcome outcome = sticky({"show", "11", "late_reader", "--ladder"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(
      outcome.out,
      AllOf(HasSubstr("│  ├──────── 4 feng ─"), HasSubstr("recv(4, 10)"),
            Not(HasSubstr("SYN")), Not(HasSubstr("segment"))));
  EXPECT_THAT(
      sticky({"show", "11", "late_reader", "--ladder", "--packets"}).out,
      HasSubstr("SYN-ACK seq 0 ack 1 win "));
  EXPECT_THAT(
      sticky({"show", "11", "late_reader", "--ladder", "--svg", "-"}).out,
      AllOf(StartsWith("<svg "), HasSubstr(">4 feng</text>"),
            HasSubstr("in the receive buffer")));
  const Outcome alone = sticky({"show", "11", "--packets"});
  EXPECT_EQ(alone.status, 2);
  EXPECT_EQ(alone.err,
            "sticky: --packets: only a ladder draws them; add --ladder\n");
}

TEST_F(Show, GivesTheSameTextEveryTime) {
  const std::string first = sticky({"show", "11"}).out;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(sticky({"show", "11"}).out, first);
}

TEST_F(Show, IsPlainAsciiWhereTheLocaleIs) {
  const Outcome outcome =
      sticky({"show", "11", "late_reader"}, {.environment = {"LC_ALL=C"}});
  EXPECT_EQ(outcome.status, 0);
  for (const char c : outcome.out) {
    ASSERT_LT(static_cast<unsigned char>(c), 0x80) << outcome.out;
  }
}

TEST_F(Show, WritesEachKindOfFileNextToTheText) {
  const Outcome outcome = sticky({"show", "11", "late_reader", "--json",
                                  path("a.json"), "--svg", path("a.svg")});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("hello"));
  EXPECT_THAT(contents("a.json"),
              AllOf(HasSubstr("\"sticky.play\""), HasSubstr("\"client\"")));
  EXPECT_THAT(contents("a.svg"), HasSubstr("<svg"));
}

TEST_F(Show, ReplacesALongerFile) {
  std::ofstream(folder / "a.json") << std::string(100'000, '}');
  sticky({"show", "11", "late_reader", "--json", path("a.json")});
  EXPECT_THAT(contents("a.json"),
              AllOf(StartsWith("{"), Not(HasSubstr("}}}}"))));
}

TEST_F(Show, PrintsNothingElseWhenAFileIsStandardOutput) {
  const Outcome outcome = sticky({"show", "11", "late_reader", "--json", "-"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, AllOf(StartsWith("{"), HasSubstr("sticky.play"),
                                 Not(HasSubstr("Lesson"))));
}

TEST_F(Show, RefusesAFileBeforeThePlay) {
  const Outcome outcome = sticky(
      {"show", "11", "late_reader", "--json", path("no_such_folder/a.json")});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(outcome.err, HasSubstr("a.json: cannot be written"));
  EXPECT_EQ(lines(outcome.err), 1U);
}

TEST_F(Show, LeavesNoFileBehindWhenAnotherCannotBeOpened) {
  const Outcome outcome =
      sticky({"show", "11", "late_reader", "--json", path("a.json"), "--svg",
              path("no_such_folder/a.svg")});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_FALSE(fs::exists(folder / "a.json"));
}

/// A lesson of our own, whose scene is lesson 11's late reader.
std::string scene_ending(const std::string& ends, const std::string& cues) {
  return R"({"title": {"en": "T", "zh": "T"},
    "remember": {"en": "R", "zh": "R"}, "port": 8085, "scenes": [
    {"name": "only", "title": {"en": "S", "zh": "S"}, "programs": [
      {"name": "server", "run": "server", "args": ["127.0.0.1", "{port}"]},
      {"name": "client", "run": "client", "args": ["127.0.0.1", "{port}"]}],
     "cues": ")" +
         cues + R"(", "ends": ")" + ends + R"("}]})";
}

TEST_F(Show, EndsWithOneWhenTheSceneEndsInAnotherWay) {
  fs::create_directories(folder / "11_sticky_packets");
  std::ofstream(folder / "11_sticky_packets" / "scenes.json")
      << scene_ending("spinning", "server:listen client:exit");
  for (const char* command : {"show", "tour"}) {
    std::vector<std::string> arguments{command};
    if (arguments[0] == "show") arguments.emplace_back("11");
    const Outcome outcome = sticky(
        arguments, {.environment = {"STICKY_LESSONS=" + folder.string()}});
    EXPECT_EQ(outcome.status, 1) << command;
    EXPECT_THAT(outcome.err, HasSubstr("lesson 11, only: ended as \"exited\"; "
                                       "its scene says \"spinning\""));
    EXPECT_EQ(lines(outcome.err), 1U);
  }
}

TEST_F(Show, SaysWhereToReadALessonWithoutPrograms) {
  for (const char* name : {"00", "before_the_first_call"}) {
    const Outcome outcome = sticky({"show", name});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, StartsWith("Lesson 00: Before the first call\n"));
    EXPECT_THAT(outcome.out,
                AllOf(HasSubstr("has pictures and a text, no"),
                      HasSubstr("00_before_the_first_call/README.md\n")));
  }
  EXPECT_THAT(sticky({"show", "00", "--lang", "zh"}).out,
              HasSubstr("lessons/00_before_the_first_call/README.zh.md\n"));
}

TEST_F(Show, HasNothingToPlayOfALessonWithoutPrograms) {
  const std::vector<std::vector<std::string>> commands{
      {"show", "00", "a_scene"},
      {"show", "00", "--json", path("a.json")},
      {"step", "00"},
      {"step", "00", "a_scene"},
      {"check", "00"},
      {"check", "00", "a_client"},
      {"trace", "--", "00/server"}};
  for (const auto& command : commands) {
    const Outcome outcome = sticky(command);
    EXPECT_EQ(outcome.status, 2) << testing::PrintToString(command);
    EXPECT_THAT(outcome.err,
                AllOf(StartsWith("sticky: lesson 00 has pictures and a text"),
                      HasSubstr("00_before_the_first_call/README.md")));
    EXPECT_EQ(lines(outcome.err), 1U);
    EXPECT_THAT(outcome.out, IsEmpty());
  }
  EXPECT_FALSE(fs::exists(folder / "a.json"));
}

TEST_F(Show, SaysThatADiskIsFull) {
  const Outcome outcome =
      sticky({"show", "11", "late_reader", "--json", "/dev/full"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err,
            "sticky: /dev/full: cannot be written: No space left on device; "
            "make room, or name another file\n");
}

TEST_F(Show, SaysThatAFileMayNotGrow) {
  const Outcome outcome = bash(
      "ulimit -f 0; ./sticky show 11 late_reader --json " + path("a.json"));
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err,
              HasSubstr("a.json: cannot be written: File too large; "));
}

TEST_F(Show, RefusesOneFileForTwoOutputs) {
  const Outcome outcome = sticky({"show", "11", "late_reader", "--json",
                                  path("a"), "--svg", folder / "." / "a"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("two outputs to"));
  EXPECT_FALSE(fs::exists(folder / "a"));
}

TEST_F(Show, LeavesNoFileBehindWhenThePlayFails) {
  fs::create_directories(folder / "11_sticky_packets");
  std::ofstream(folder / "11_sticky_packets" / "scenes.json")
      << scene_ending("exited", "client:accept");
  const Outcome outcome =
      sticky({"show", "11", "--json", path("a.json")},
             {.environment = {"STICKY_LESSONS=" + folder.string()}});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(lines(outcome.err), 1U) << outcome.err;
  EXPECT_FALSE(fs::exists(folder / "a.json"));
}

TEST_F(Show, SaysWhatIsWrongWithAScenesFile) {
  fs::create_directories(folder / "11_sticky_packets");
  std::ofstream(folder / "11_sticky_packets" / "scenes.json") << "{\n oops";
  const Outcome outcome = sticky(
      {"show", "11"}, {.environment = {"STICKY_LESSONS=" + folder.string()}});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("scenes.json:2:2: no JSON"));
  EXPECT_EQ(lines(outcome.err), 1U);
}

TEST_F(Show, SaysThatProgramsAreNotBuilt) {
  const Outcome outcome = sticky(
      {"show", "11"}, {.environment = {"STICKY_PROGRAMS=" + folder.string()}});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("server: not built; ./sticky builds it"));
}

TEST(Tour, PlaysEveryLessonWithTheSentenceToRemember) {
  const Outcome outcome = sticky({"tour"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(
      outcome.out,
      AllOf(StartsWith("Lesson 00: Before the first call (1 of 29)\nA socket"),
            HasSubstr("00_before_the_first_call/README.md"),
            HasSubstr("Lesson 01: A phone call (2 of 29)\nThe server waits"),
            HasSubstr("Lesson 11: "), HasSubstr("late_reader"),
            Not(HasSubstr("Enter: the next lesson")),
            HasSubstr("Next:\n  ./sticky learn ")));
}

TEST(Tour, BeginsWhereOneSays) {
  const Outcome outcome = sticky({"tour", "event"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, StartsWith("Lesson 28: An event loop"));
  EXPECT_EQ(sticky({"tour", "99"}).status, 2);
}

TEST(Tour, AsksBeforeItShowsAndSaysWhereToGoOn) {
  Terminal terminal(24, 80, {"tour", "27"});
  ASSERT_TRUE(terminal.wait_for("Predict, then Enter: see it"));
  EXPECT_THAT(terminal.written(),
              AllOf(HasSubstr("In what order do"), Not(HasSubstr("──▶"))));
  terminal.send("\n");
  ASSERT_TRUE(terminal.wait_for("Enter: the next lesson"));
  EXPECT_THAT(terminal.written(), HasSubstr("──▶"));
  terminal.send("q");
  EXPECT_EQ(terminal.status(), 0);
  EXPECT_THAT(terminal.written(), HasSubstr("./sticky tour 28 "));
}

}  // namespace
