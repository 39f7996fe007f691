// check: what it finds, what it says of it, how far it goes.
#include <gmock/gmock.h>

#include <algorithm>
#include <csignal>
#include <nlohmann/json.hpp>
#include <set>

#include "run.hpp"

namespace {

using Check = OwnNetwork;
using nlohmann::json;
using testing::AllOf;
using testing::ContainsRegex;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;
using testing::StartsWith;

json report(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "check");
  arguments.insert(arguments.begin() + 1, {"--json", "-"});
  const Outcome outcome = sticky(arguments);
  EXPECT_THAT(outcome.err, IsEmpty());
  return json::parse(outcome.out);
}

std::set<std::string> printed_by_server(const json& report) {
  std::set<std::string> all;
  for (const json& outcome : report["outcomes"]) {
    all.insert(outcome["stdout"]["server"]);
  }
  return all;
}

/// What lesson 11's server prints of its two reads.
std::string reads(const std::string& first, const std::string& second) {
  const auto line = [](int n, const std::string& bytes) {
    return "recv " + std::to_string(n) + " -> " + std::to_string(bytes.size()) +
           " \"" + bytes + "\"\n";
  };
  return line(1, first) + line(2, second);
}

TEST_F(Check, FindsEveryOutcomeOfTheNaivePair) {
  const json found = report({"11"});
  EXPECT_EQ(found["complete"], true);
  EXPECT_THAT(printed_by_server(found),
              IsSupersetOf({reads("hellofeng", ""), reads("hello", "feng"),
                            reads("h", "e"), reads("h", "ello"),
                            reads("h", "ellofeng"), reads("hello", "f")}));
  EXPECT_EQ(found["outcomes"][0]["cues"], "");
  EXPECT_EQ(sticky({"check", "11"}).status, 1);
}

TEST_F(Check, ClearsTheCures) {
  for (const char* lesson : {"22", "23"}) {
    const json found = report({lesson});
    EXPECT_EQ(found["complete"], true) << lesson;
    EXPECT_EQ(found["outcomes"].size(), 1U) << lesson;
    EXPECT_THAT(found["faults"], IsEmpty()) << lesson;
  }
  const Outcome outcome = sticky({"check", "23"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(
      outcome.out,
      AllOf(StartsWith("Lesson 23: A header that can grow\n"),
            HasSubstr("states: complete (every order, at most 2 short reads"),
            HasSubstr("\n1 outcome\n"),
            HasSubstr("Nothing found: output and exit statuses are the same "),
            HasSubstr("Not tried: more than 2 short reads")));
}

/// The commands that a report prints, one for each fault.
std::vector<std::string> commands_in(const std::string& text) {
  std::vector<std::string> commands;
  for (std::size_t at = 0; (at = text.find("\n./sticky", at)) != text.npos;) {
    const std::size_t end = text.find("\n\n", ++at);
    commands.push_back(text.substr(at, end - at));
  }
  return commands;
}

/// Plays the command and compares what the programs did.
void expect_shown(std::string command, const json& outcome) {
  command.replace(0, 14, "./sticky trace --json -");
  const Outcome traced = bash(command);
  const json play = json::parse(traced.out, nullptr, false);
  ASSERT_FALSE(play.is_discarded()) << command << '\n' << traced.err;
  EXPECT_EQ(play["ended"], outcome["ended"]) << command;
  for (const json& program : play["programs"]) {
    const std::string name = program["name"];
    for (const char* what : {"stdout", "stderr", "exit", "signal"}) {
      EXPECT_EQ(program[what], outcome[what][name]) << command;
    }
  }
}

TEST_F(Check, PrintsACommandThatShowsEachFault) {
  const std::vector<std::vector<std::string>> broken{
      {"check", "11"},
      {"check", "20", "client_miscounts"},
      {"check", "22", "client_one_recv", "--shorts", "1"},
      {"check", "23", "client_one_recv", "--shorts", "1"},
      {"check", "02", "server_spins", "--schedules", "40"}};
  for (const std::vector<std::string>& arguments : broken) {
    const Outcome outcome = sticky(arguments);
    EXPECT_EQ(outcome.status, 1) << arguments[1];
    const json found = report({arguments.begin() + 1, arguments.end()});
    const std::vector<std::string> commands = commands_in(outcome.out);
    // One for each cause.
    ASSERT_EQ(commands.size(), found["faults"].back()["cause"]) << outcome.out;
    for (const json& fault : found["faults"]) {
      const std::size_t cause = fault["cause"], shown = fault["outcome"];
      expect_shown(commands[cause - 1], found["outcomes"][shown]);
    }
  }
}

TEST_F(Check, DrawsTheFirstFaultAndSaysWhatHappened) {
  const Outcome outcome =
      sticky({"check", "22", "one_recv_short", "--shorts", "1"});
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  EXPECT_THAT(
      outcome.out,
      AllOf(StartsWith("Lesson 22: A header of four bytes, "
                       "one_recv_short\n"),
            HasSubstr("client's exit differs; client's output\ndiffers\n"),
            ContainsRegex("client's recv( \\([^)]*\\))? took [0-9]+ of the"),
            HasSubstr("Fault 1 on its smallest schedule:\n"),
            HasSubstr("server ──▶ client   tcp"),
            ContainsRegex(
                "server waits in accept\\(3\\)[^\n]*: for a connection")));
  EXPECT_THAT(outcome.err, IsEmpty());
}

TEST_F(Check, ShowsAnOutcomeOnceForEachProgramThatDiffers) {
  const Outcome outcome = sticky({"check", "11", "--shorts", "0"});
  EXPECT_THAT(outcome.out,
              HasSubstr("\n2 outcomes\n"
                        "     schedules  program  end     printed\n"
                        "  a          2  server   exit 0  recv 1 -> 5 "
                        "\"hello\"\\nrecv 2 -> 4 "
                        "\"feng\"\\n\n"
                        "                client   exit 0  send 1 -> 5 "
                        "\"hello\"\\nsend 2 -> 4 "
                        "\"feng\"\\n\n"
                        "  b          1  server   exit 0  recv 1 -> 9 "
                        "\"hellofeng\"\\nrecv 2 -> "
                        "0 \"\"\\n\n"
                        "To play one again: trace --cues '...' with\n"
                        "  a  (nothing: '')\n"
                        "  b  server:listen client:send*2\n"));
}

TEST_F(Check, StaysWithinEightyColumnsAndSpeaksChinese) {
  for (const char* lesson : {"02", "11", "22"}) {
    const Outcome outcome = sticky({"check", lesson, "--schedules", "60"},
                                   {.environment = {"LC_ALL=C"}});
    EXPECT_THAT(outcome.out, Not(ContainsRegex("[^\n]{81}")));
    EXPECT_TRUE(std::ranges::all_of(outcome.out, [](unsigned char c) {
      return c < 0x80;
    })) << outcome.out;
  }
  EXPECT_THAT(sticky({"check", "11", "--lang", "zh"}).out,
              AllOf(HasSubstr("已穷尽"), HasSubstr("server 的输出不同"),
                    HasSubstr("问题 1 的最小调度"), Not(HasSubstr("Fault"))));
  EXPECT_THAT(sticky({"check", "23", "--lang", "zh"}).out,
              HasSubstr("没有发现问题：在试过的每个调度下"));
}

TEST_F(Check, SaysWhichBoundStoppedIt) {
  const Outcome outcome = sticky({"check", "23", "--schedules", "5"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("not complete, stopped by 5 schedules"),
                    HasSubstr("nothing proved")));
  const json found = report({"23", "--schedules", "5"});
  EXPECT_EQ(found["complete"], false);
  EXPECT_EQ(found["stopped_by"], "5 schedules");
  EXPECT_EQ(found["schedules"], 5);
}

TEST_F(Check, TakesTheBoundsAsGiven) {
  const json found = report({"11",
                             "--schedules",
                             "7",
                             "--time",
                             "60.5",
                             "--preemptions",
                             "3",
                             "--shorts",
                             "all",
                             "--each-length",
                             "2",
                             "--short-writes",
                             "--kills",
                             "--errors",
                             "EINTR,ECONNRESET",
                             "--compare",
                             "stdout-sorted",
                             "--ignore",
                             "a",
                             "--ignore",
                             "b|c",
                             "--jobs",
                             "1",
                             "--shard",
                             "1/2"});
  EXPECT_EQ(found["shard"], "1/2");
  EXPECT_EQ(found["bounds"], json::parse(R"({
    "schedules": 7, "seconds": 60.5, "preemptions": 3, "shorts": null,
    "each_length": 2, "late": 1, "short_writes": true, "kills": true,
    "errors": ["EINTR", "ECONNRESET"], "compare": "stdout-sorted",
    "ignore": ["a", "b|c"]})"));
}

TEST_F(Check, ExcusesWhatIsNotToBeCompared) {
  const auto status = [](std::vector<std::string> options) {
    options.insert(options.begin(), {"check", "--shorts", "0"});
    return sticky(options).status;
  };
  // Two clients: the server's lines come in another order.
  EXPECT_EQ(status({"02"}), 1);
  EXPECT_EQ(status({"02", "--compare", "stdout-sorted"}), 0);
  EXPECT_EQ(status({"11"}), 1);
  EXPECT_EQ(status({"11", "--compare", "exit"}), 0);
  EXPECT_EQ(status({"11", "--ignore", "recv.*"}), 0);
  EXPECT_EQ(status({"11", "--ignore", "send.*"}), 1);
}

TEST_F(Check, ItsShardsTogetherFindWhatTheWholeFinds) {
  std::set<std::string> together;
  for (const char* shard : {"1/3", "2/3", "3/3"}) {
    const json part = report({"11", "--shard", shard});
    EXPECT_EQ(part["complete"], true);
    together.merge(printed_by_server(part));
  }
  EXPECT_EQ(together, printed_by_server(report({"11"})));
  EXPECT_THAT(sticky({"check", "23", "--shard", "2/3"}).out,
              AllOf(HasSubstr("shard 2 of 3"), HasSubstr("the other shards")));
}

TEST_F(Check, FindsADeathBySignalWithoutAnySocket) {
  const Outcome outcome =
      sticky({"check", "--", "/bin/sh", "-c", "kill -SEGV $$"});
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("server dies of a signal"),
                    HasSubstr("--cues '' -- /bin/sh -c 'kill -SEGV $$'")));
}

TEST_F(Check, RefusesProgramsThatDependOnChance) {
  const Outcome outcome = sticky({"check", "--", "/bin/date", "+%N"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, AllOf(StartsWith("sticky: cannot be explored: "),
                                 HasSubstr("--ignore")));
  EXPECT_EQ(lines(outcome.err), 1U);
  // Without chance it is still one program alone.
  EXPECT_THAT(
      sticky({"check", "--ignore", "[0-9]+", "--", "/bin/date", "+%N"}).err,
      HasSubstr("one program alone"));
}

TEST_F(Check, ReportsWhatItHasOnCtrlC) {
  // One program says that it has been started; after 20 plays the search is
  // told to end. (To a job in the background bash gives no SIGINT.)
  const Outcome outcome = bash(
      "folder=$(mktemp -d); mkfifo $folder/pipe; exec 3<>$folder/pipe\n"
      "./sticky check --shorts all --time all --stdin client=<(echo hello) "
      "--stdin client2=<(echo feng) -- 02/server 127.0.0.1 8081 "
      "::: 02/client 127.0.0.1 8081 ::: 02/client 127.0.0.1 8081 "
      "::: /bin/sh -c \"echo >$folder/pipe\" &\n"
      "for i in {1..20}; do read -u 3; done\n"
      "kill -TERM $!; wait $!; status=$?; rm -r $folder; exit $status");
  EXPECT_EQ(outcome.status, 128 + SIGTERM);
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("not complete, stopped by Ctrl-C"),
                                 ContainsRegex("[0-9]+ outcome")));
  EXPECT_THAT(outcome.err, EndsWith("sticky: interrupted\n"));
}

TEST_F(Check, ShowsItsProgressOnATerminalAndErasesIt) {
  const Outcome outcome = bash(
      "export TERM=xterm; script -qec \"./sticky check 02 --schedules 100 "
      "--lang en\" /dev/null");
  const std::string erased = "\r\033[K";
  EXPECT_THAT(outcome.out, HasSubstr(" to go, "));
  const std::size_t last = outcome.out.rfind(erased);
  ASSERT_NE(last, outcome.out.npos);
  EXPECT_EQ(outcome.out.find("Lesson 02"),
            last + erased.size() + std::string("\033[1m").size());
}

}  // namespace
