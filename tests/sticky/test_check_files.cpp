// check: the reports that other programs read.
#include <gmock/gmock.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "run.hpp"

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;

struct CheckFiles : OwnFolder {
  /// What a parser sees: tests, failures, the name and the failure's text.
  std::string read_by_parser(const char* name) const {
    return bash(std::string("'" PYTHON "' - ") + path(name) + R"( <<'END'
import sys, xml.etree.ElementTree
suite = xml.etree.ElementTree.parse(sys.argv[1]).getroot().find("testsuite")
case = suite.find("testcase")
failure = case.find("failure")
print(suite.get("name"), suite.get("tests"), suite.get("failures"))
print(case.get("name"))
if failure is not None:
    print(failure.get("type"), "|", failure.get("message"))
    print(failure.text)
print(case.find("system-out").text)
END
)")
        .out;
  }
};

std::vector<std::string> keys(const nlohmann::ordered_json& object) {
  std::vector<std::string> all;
  for (const auto& [key, value] : object.items()) all.push_back(key);
  return all;
}

TEST_F(CheckFiles, TheJsonHasTheFieldsOfItsContractInOrder) {
  const Outcome outcome =
      sticky({"check", "11", "--shorts", "0", "--json", path("a.json")});
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("Fault 1 of 1"));
  const auto found = nlohmann::ordered_json::parse(contents("a.json"));
  EXPECT_THAT(keys(found),
              ElementsAre("format", "version", "programs", "schedules",
                          "states", "complete", "stopped_by", "drawn",
                          "each_length", "seed", "shard", "bounds", "reference",
                          "outcomes", "faults", "notes"));
  EXPECT_THAT(keys(found["outcomes"][0]),
              ElementsAre("schedules", "cues", "preemptions", "shorts", "late",
                          "disturbed", "stdout", "stderr", "exit", "signal",
                          "ended", "because"));
  // Its source lines are there where they can be told.
  std::vector<std::string> of_fault = keys(found["faults"][0]);
  std::erase(of_fault, "where");
  EXPECT_THAT(of_fault, ElementsAre("kind", "program", "cues", "what",
                                    "outcome", "cause"));
  EXPECT_EQ(found["format"], "sticky.check");
  EXPECT_EQ(found["version"], 1);
  EXPECT_EQ(found["programs"][1]["name"], "client");
  EXPECT_EQ(found["stopped_by"], nullptr);
  EXPECT_EQ(found["shard"], nullptr);
}

TEST_F(CheckFiles, TheJsonTellsOutcomesAndFaultsByProgram) {
  sticky({"check", "11", "--shorts", "0", "--json", path("a.json")});
  const json found = json::parse(contents("a.json"));
  ASSERT_EQ(found["outcomes"].size(), 2U);
  const json& odd = found["outcomes"][1];
  EXPECT_EQ(odd["stdout"]["server"],
            "recv 1 -> 9 \"hellofeng\"\nrecv 2 -> 0 \"\"\n");
  EXPECT_EQ(odd["exit"], (json{{"server", 0}, {"client", 0}}));
  EXPECT_EQ(odd["signal"], (json{{"server", nullptr}, {"client", nullptr}}));
  EXPECT_EQ(odd["ended"], "exited");
  EXPECT_EQ(odd["disturbed"], false);
  ASSERT_EQ(found["faults"].size(), 1U);
  const json& fault = found["faults"][0];
  EXPECT_EQ(fault["kind"], "output differs");
  EXPECT_EQ(fault["program"], "server");
  EXPECT_EQ(fault["cues"], odd["cues"]);
  EXPECT_EQ(fault["outcome"], 1);
  EXPECT_THAT(
      std::string(fault["what"]),
      MatchesRegex("server's recv( \\(server[.]cpp:[0-9]+ main\\))? took "
                   "9 bytes, the bytes of 2 sends, instead of 5; "
                   "server printed `recv 1 -> 9 \"hellofeng\"` where "
                   "otherwise it prints `recv 1 -> 5 \"hello\"`"));
}

TEST_F(CheckFiles, TheJsonReplacesBytesThatAreNoText) {
  const Outcome outcome =
      sticky({"check", "--shorts", "0", "--json", "-", "--", "/usr/bin/printf",
              "a\\377b", ":::", "01/server", "127.0.0.1", "8080",
              ":::", "01/client", "127.0.0.1", "8080"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const json found = json::parse(outcome.out);
  EXPECT_EQ(found["outcomes"][0]["stdout"]["server"], "a\uFFFDb");
  EXPECT_THAT(found["faults"], IsEmpty());
}

TEST_F(CheckFiles, TheXmlHoldsTheFaultsOfTheCast) {
  if (std::string(PYTHON).empty()) GTEST_SKIP() << "no Python 3";
  const Outcome outcome = sticky({"check", "11", "--junit", path("a.xml")});
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  EXPECT_THAT(read_by_parser("a.xml"),
              AllOf(StartsWith("sticky check 1 1\n"
                               "Lesson 11: Sticky packets\n"
                               "output differs | server's output differs; "
                               "client's exit differs; "),
                    HasSubstr("\n./sticky trace --cues '"),
                    HasSubstr("schedules, "), HasSubstr("complete (")));
}

TEST_F(CheckFiles, TheXmlOfACureHasNoFailure) {
  if (std::string(PYTHON).empty()) GTEST_SKIP() << "no Python 3";
  sticky({"check", "23", "--shard", "1/2", "--junit", path("a.xml")});
  EXPECT_THAT(read_by_parser("a.xml"),
              AllOf(StartsWith("sticky check 1 0\n"
                               "Lesson 23: A header that can grow (shard 1 of "
                               "2)\n"),
                    HasSubstr("Nothing found"), Not(HasSubstr("trace"))));
}

TEST_F(CheckFiles, TheXmlIsWellFormedWhateverIsInIt) {
  if (std::string(PYTHON).empty()) GTEST_SKIP() << "no Python 3";
  const std::string nasty = "<&>\"'\x01\xff]]>";
  const Outcome outcome = sticky({"check", "--junit", path("a.xml"), "--",
                                  "/bin/sh", "-c", "kill -TERM $$", nasty});
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  EXPECT_THAT(
      read_by_parser("a.xml"),
      HasSubstr("\n/bin/sh -c kill -TERM $$ <&>\"'\\x01\\xff]]>\nsignal | "
                "server dies of a signal\n"));
}

TEST_F(CheckFiles, ThePictureIsTheFirstFaultOrWhatHappensByItself) {
  sticky({"check", "11", "--shorts", "0", "--svg", path("fault.svg")});
  EXPECT_THAT(contents("fault.svg"),
              AllOf(StartsWith("<svg"), HasSubstr("coalesced"),
                    HasSubstr("<title>Lesson 11: Sticky packets</title>"),
                    HasSubstr(">--cues 'server:listen "), HasSubstr(">✗<"),
                    HasSubstr(">Fault 1 of 1: server's output differs<"),
                    HasSubstr("the bytes of 2 sends, instead of 5; server ")));
  sticky({"check", "23", "--schedules", "5", "--svg", path("cure.svg")});
  EXPECT_THAT(contents("cure.svg"),
              AllOf(StartsWith("<svg"), HasSubstr(">Lesson 23: "),
                    HasSubstr(">What happens by itself<"),
                    Not(HasSubstr(">✗<")), Not(HasSubstr("--cues"))));
}

TEST_F(CheckFiles, NothingElseIsPrintedWhereAFileIsStandardOutput) {
  const Outcome outcome = sticky({"check", "11", "--shorts", "0", "--junit",
                                  "-", "--json", path("a.json")});
  EXPECT_THAT(outcome.out,
              AllOf(StartsWith("<?xml"), Not(HasSubstr("outcomes\n"))));
  EXPECT_THAT(contents("a.json"), HasSubstr("sticky.check"));
}

TEST_F(CheckFiles, AFileIsRefusedBeforeTheSearch) {
  const Outcome outcome = sticky({"check", "02", "--time", "all", "--shorts",
                                  "all", "--junit", path("none/a.xml")});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("a.xml: cannot be written"));
  EXPECT_EQ(lines(outcome.err), 1U);
}

}  // namespace
