// trace: programs that are none of the course's.
#include <gmock/gmock.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "run.hpp"
#include "stage/stage.hpp"

namespace {

namespace fs = std::filesystem;
using Trace = OwnNetwork;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

std::vector<std::string> with_options(std::vector<std::string> options,
                                      const std::vector<std::string>& cast) {
  options.insert(options.begin(), "trace");
  options.emplace_back("--");
  options.insert(options.end(), cast.begin(), cast.end());
  return options;
}

const std::vector<std::string> lesson_11{
    "11/server", "127.0.0.1", "8085", ":::", "11/client", "127.0.0.1", "8085"};

void expect_refused(const std::vector<std::string>& arguments,
                    const std::string& because,
                    const Surroundings& around = {}) {
  const Outcome outcome = sticky(arguments, around);
  EXPECT_EQ(outcome.status, 2) << because;
  EXPECT_THAT(outcome.err, AllOf(StartsWith("sticky: "), HasSubstr(because)));
  EXPECT_EQ(lines(outcome.err), 1U) << outcome.err;
}

TEST_F(Trace, RunsFreelyWithoutCues) {
  const Outcome outcome = sticky(with_options({}, lesson_11));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("hello"), HasSubstr("feng")));
}

TEST_F(Trace, FollowsItsCues) {
  const Outcome outcome = sticky(with_options(
      {"--cues", "server:listen client:exit server:exit"}, lesson_11));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("hellofeng"));
}

TEST_F(Trace, TakesAnEmptyLineOfCuesForTheOrderOfTheCast) {
  const Outcome outcome = sticky(with_options({"--cues", ""}, lesson_11));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("recv(4, 10) = 5 \"hello\""));
}

// The kernel lets root look into a process that is ending, and nobody else.
TEST_F(Trace, DrawsAPictureThatSaysWhatWasPlayed) {
  EXPECT_THAT(
      sticky(
          with_options({"--svg", "-", "--cues", "server:listen\n  client:exit"},
                       lesson_11))
          .out,
      AllOf(StartsWith("<svg "),
            HasSubstr("<title>11/server 127.0.0.1 8085 ::: 11/client 127.0.0.1 "
                      "8085</title>"),
            HasSubstr(">--cues 'server:listen client:exit'</text>")));
  EXPECT_THAT(sticky(with_options({"--svg", "-"}, lesson_11)).out,
              AllOf(HasSubstr("<title>11/server "), Not(HasSubstr("--cues"))));
}

TEST_F(Trace, WorksForAnOrdinaryUser) {
  const std::string as_nobody =
      "nobody() { if [ $(id -u) != 0 ]; then \"$@\"; else "
      "setpriv --reuid 65534 --regid 65534 --clear-groups \"$@\"; fi; }; ";
  if (bash(as_nobody + "nobody ./sticky --version").status != 0)
    GTEST_SKIP() << "an ordinary user cannot reach this build";
  for (int i = 0; i < 3; ++i) {
    const Outcome outcome =
        bash(as_nobody +
             "nobody ./sticky trace --cues '' -- 11/server 127.0.0.1 8085 ::: "
             "11/client 127.0.0.1 8085");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("hello"));
  }
}

TEST_F(Trace, GivesProgramsTheirArgumentsAsTheyAre) {
  const Outcome outcome = sticky(
      with_options({}, {"/bin/echo", "[a,b]", "--help", "--", "show", "{x}"}));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("[a,b] --help -- show {x}"));
}

TEST_F(Trace, FeedsStandardInputByName) {
  const Outcome outcome = sticky(
      with_options({"--stdin", "client=-"}, {"/bin/true", ":::", "/bin/cat"}),
      {.input = "from far away"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("from far away"));
}

TEST_F(Trace, CallsProgramsByOtherNames) {
  const Outcome outcome = sticky(with_options(
      {"--names", "alice,bob", "--cues", "bob:exit alice:exit", "--json", "-"},
      {"/bin/true", ":::", "/bin/true"}));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("\"alice\""), HasSubstr("\"bob\""),
                                 Not(HasSubstr("\"client\""))));
}

TEST_F(Trace, RefusesACastThatIsNone) {
  expect_refused({"trace"}, "sticky trace -- SERVER ARGS ::: CLIENT ARGS");
  expect_refused({"trace", "/bin/true"}, "the programs come after --");
  expect_refused({"trace", "--"}, "no program for server");
  expect_refused({"trace", "--", "/bin/true", ":::"}, "no program for client");
  expect_refused({"trace", "--names", "a,a", "--", "/bin/true", ":::", "x"},
                 "--names a,a: must be 2 different names");
}

TEST_F(Trace, RefusesWhatItCannotRun) {
  expect_refused({"trace", "--", "/no/such/program"}, "/no/such/program");
  expect_refused({"trace", "--", "/etc/passwd"}, "/etc/passwd");
  expect_refused({"trace", "--", std::string(5000, 'x')}, "xxx: not found");
}

// What was built for lesson 11: two programs, and what is none.
struct BuiltLesson {
  BuiltLesson() {
    std::string name = (fs::temp_directory_path() / "trace_XXXXXX").string();
    folder = ::mkdtemp(name.data());
    const fs::path lesson = folder / "11_sticky_packets";
    fs::create_directories(lesson / "exercises");
    for (const char* file : {"client", "server", "notes"})
      std::ofstream(lesson / file) << "#!/bin/sh\n";
    for (const char* program : {"client", "server"})
      fs::permissions(lesson / program, fs::perms::owner_all);
  }
  ~BuiltLesson() { fs::remove_all(folder); }
  BuiltLesson(const BuiltLesson&) = delete;
  BuiltLesson& operator=(const BuiltLesson&) = delete;

  fs::path folder;
};

TEST_F(Trace, OffersTheProgramsOfALesson) {
  const BuiltLesson built;
  const Surroundings there{
      .environment = {"STICKY_PROGRAMS=" + built.folder.string()}};
  expect_refused(
      {"trace", "--", "11/no_such"},
      "lesson 11 has no program \"no_such\"; it has client, server\n", there);
  expect_refused({"trace", "--", "11/serevr"}, "it has server\n", there);
  expect_refused({"trace", "--", "11/exercises"}, "it has client, server\n",
                 there);
  expect_refused({"trace", "--", "97/server"}, "no lesson \"97\"", there);
}

TEST_F(Trace, RepeatsNoControlCharacters) {
  const Outcome outcome =
      sticky(with_options({"--cues", "server:\033[31m"}, lesson_11));
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err,
              AllOf(HasSubstr("server:\\x1b[31m"), Not(HasSubstr("\033"))));
}

TEST_F(Trace, RefusesCuesThatAreWrongOrCannotBeMet) {
  expect_refused(with_options({"--cues", "server;listen"}, lesson_11), "1");
  expect_refused(with_options({"--cues", "client:accept"}, lesson_11),
                 "client:accept");
}

TEST_F(Trace, RefusesInputThatIsNotThere) {
  expect_refused(with_options({"--stdin", "client=/no/such"}, lesson_11),
                 "/no/such");
  expect_refused(with_options({"--stdin", "client=/"}, lesson_11),
                 "Is a directory");
  expect_refused(with_options({"--stdin", "client=/dev/zero"}, lesson_11),
                 "it holds more than 64 MiB");
  expect_refused(with_options({"--stdin", "nobody=/dev/null"}, lesson_11),
                 "must be NAME=FILE");
  expect_refused(with_options({"--stdin", "client"}, lesson_11),
                 "must be NAME=FILE");
  expect_refused(with_options({"--host-network", "--pcap", "x"}, lesson_11),
                 "--pcap x: no packets");
}

TEST_F(Trace, DrawsALadderAndSaysWhereThereAreNoPackets) {
  const Outcome own = sticky(with_options({"--ladder"}, lesson_11));
  EXPECT_EQ(own.status, 0) << own.err;
  EXPECT_THAT(own.out, HasSubstr(" 5 hello ─"));
  const Outcome host =
      sticky(with_options({"--ladder", "--host-network"}, {"/bin/true"}));
  EXPECT_EQ(host.status, 0) << host.err;
  EXPECT_THAT(host.out, HasSubstr("No packets were captured: the calls alone "
                                  "are drawn.\n"));
}

TEST_F(Trace, ShowsAnExitStatusButDoesNotTakeItForAFault) {
  const Outcome outcome = sticky(with_options({}, {"/bin/false"}));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
}

/// The line of deaf.cpp with that text, as --where tells it.
std::string deaf_at(const std::string& text, const std::string& function) {
  std::ifstream source(DEAF_SOURCE);
  int number = 0;
  for (std::string line; std::getline(source, line);) {
    ++number;
    if (line.ends_with(text))
      return "deaf.cpp:" + std::to_string(number) + " " + function;
  }
  return "no line has " + text;
}

TEST_F(Trace, TellsWhereCallsWereMadeIfAsked) {
  if (!stage::tells_where()) GTEST_SKIP() << "built without libdw";
  const auto traced = [](std::vector<std::string> options) {
    return sticky(with_options(std::move(options), {DEAF}));
  };
  const std::string waits = deaf_at("// waits", "wait_for_ever");
  EXPECT_THAT(traced({"--where"}).out,
              AllOf(HasSubstr(deaf_at("// dials", "main")),
                    HasSubstr("server waits in accept(3) at " + waits)));
  EXPECT_THAT(traced({"--where", "--lang", "zh"}).out,
              HasSubstr("server 停在 accept(3)（" + waits + "）"));
  EXPECT_THAT(traced({"--where", "--json", "-"}).out,
              HasSubstr("\"function\":\"wait_for_ever\"}"));
  EXPECT_THAT(traced({}).out, Not(HasSubstr(".cpp")));
  EXPECT_THAT(traced({"--json", "-"}).out, Not(HasSubstr("\"where\"")));
}

TEST_F(Trace, EndsWithOneWhenAProgramIsKilledByASignal) {
  const std::vector<std::string> crash{"/bin/sh", "-c", "kill -SEGV $$"};
  EXPECT_EQ(sticky(with_options({}, crash)).status, 1);
}

TEST_F(Trace, TakesAKillOnCueForNoFault) {
  for (const std::string killed : {"client:kill", "client.0:kill"}) {
    const Outcome outcome = sticky(with_options(
        {"--cues", "server:listen client:connect " + killed + " server:exit"},
        lesson_11));
    EXPECT_EQ(outcome.status, 0) << outcome.err;
  }
}

TEST_F(Trace, EndsWithOneWhenEveryoneWaits) {
  const std::string dial_and_read =
      "exec 3<>/dev/tcp/127.0.0.1/8085; read -r line <&3";
  const Outcome outcome = sticky(with_options(
      {"--cues", "server:listen"}, {"11/server", "127.0.0.1", "8085",
                                    ":::", "/bin/bash", "-c", dial_and_read}));
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("data from client"));
}

TEST_F(Trace, DrawsWhatItHasOnCtrlC) {
  // The stage is the parent of every program.
  const Outcome outcome = sticky(with_options(
      {}, {"/bin/sh", "-c", "echo so far; kill -INT $PPID; exec sleep 1000"}));
  EXPECT_EQ(outcome.status, 128 + SIGINT);
  EXPECT_THAT(outcome.out, HasSubstr("so far"));
  EXPECT_EQ(outcome.err, "sticky: interrupted\n");
}

}  // namespace
