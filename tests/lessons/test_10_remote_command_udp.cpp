#include <gmock/gmock.h>
#include <stdlib.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <utility>

#include "scene.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

TEST(RemoteCommandUdp, AnswersAreCutAndNeverJoined) {
  const play::record play = play_scene("10", "two_letters");
  EXPECT_THAT(play.sends("server"), ElementsAre(0, 418, 0, 1517, 0, 418));
  EXPECT_THAT(play.recvs("client"), ElementsAre(0, 418, 0, 1024, 0, 418));
  EXPECT_EQ(play.at("server").out,
            "waiting for commands\n"
            "\"seq 8 135\": 0 + 418 bytes\n"
            "\"seq 97 476\": 0 + 1517 bytes\n"
            "\"seq 8 135\": 0 + 418 bytes\n");
  EXPECT_THAT(play.at("client").out,
              HasSubstr("seq 97 476: stdout -> 1024 \"97\\n98\\n99\\n"));
  EXPECT_THAT(play.at("client").out,
              HasSubstr("seq 8 135: stdout -> 418 \"8\\n9\\n10\\n"));
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST(RemoteCommandUdp, OneRecvfromForTwoLettersFallsBehind) {
  const play::record play = play_scene("10", "one_recvfrom");
  EXPECT_THAT(play.sends("server"), ElementsAre(0, 6, 0, 6, 0, 6));
  EXPECT_THAT(play.recvs("client"), ElementsAre(0, 6, 0));
  EXPECT_EQ(play.at("client").out,
            "seq 3: recvfrom -> 0 \"\"\n"
            "seq 4 6: recvfrom -> 6 \"1\\n2\\n3\\n\"\n"  // those of seq 3
            "seq 7 9: recvfrom -> 0 \"\"\n");
}

TEST(RemoteCommandUdp, AnEmptyAnswerArrives) {
  const play::record play = play_scene("10", "no_output");
  EXPECT_THAT(play.sends("server"), ElementsAre(0, 0));
  EXPECT_THAT(play.recvs("client"), ElementsAre(0, 0));
  EXPECT_EQ(play.ended, play::ending::idle);
}

TEST(RemoteCommandUdp, AnAnswerThatFitsIntoNoDatagramIsNotSent) {
  const play::record play = play_scene("10", "too_long");
  EXPECT_THAT(play.sends("server"), ElementsAre(0));
  EXPECT_THAT(play.recvs("client"), ElementsAre(0));
  EXPECT_EQ(play.at("server").err, "server: sendto: Message too long\n");
  int error = 0;
  for (const play::call& call : play.calls) {
    if (call.asked == 108894) error = call.error;
  }
  EXPECT_EQ(error, EMSGSIZE);
  EXPECT_EQ(play.ended, play::ending::everyone_waits);
}

/// What the server says of a letter whose command would make a file, and
/// whether it was made.
std::pair<std::string, bool> said_and_ran(const std::string& before,
                                          std::size_t size) {
  std::string folder = testing::TempDir() + "remote_command_XXXXXX";
  if (::mkdtemp(folder.data()) == nullptr) return {"mkdtemp", true};
  const std::string port = a_port();
  std::string command = before + "touch ${IFS}" + folder + "/ran #";
  command.resize(std::max(command.size(), size), 'a');
  stage::in_order schedule;
  const play::record play = stage::perform(
      {{"server", {program("10", "server"), "127.0.0.1", port}, ""},
       {"client", {program("10", "client"), "127.0.0.1", port}, command}},
      schedule);
  const bool ran = std::filesystem::exists(folder + "/ran");
  std::filesystem::remove_all(folder);
  const std::string& out = play.at("server").out;
  return {out.substr(out.rfind("\": ") + 3), ran};
}

TEST(RemoteCommandUdp, ALetterThatMayHaveBeenCutIsNotRun) {
  const std::string too_long = "too long to be known as whole, not run\n";
  EXPECT_THAT(said_and_ran("", 1023), Pair("0 + 0 bytes\n", true));
  EXPECT_THAT(said_and_ran("", 1024), Pair(too_long, false));
  EXPECT_THAT(said_and_ran("", 1025), Pair(too_long, false));
  EXPECT_THAT(said_and_ran("", 60000), Pair(too_long, false));
}

TEST(RemoteCommandUdp, WhatIsNoCommandIsNotRun) {
  EXPECT_THAT(said_and_ran("GET /?;", 0), Pair("HTTP, not run\n", false));
  EXPECT_THAT(said_and_ran("\x01;", 0), Pair("not one line, not run\n", false));
}

TEST(RemoteCommandUdp, OthersAreLetInOnlyByListen) {
  const std::string port = a_port();
  const auto server = [](std::vector<std::string> args) {
    args.insert(args.begin(), program("10", "server"));
    stage::in_order schedule;
    return stage::perform({{"server", args, ""}}, schedule);
  };
  const play::record closed = server({"0.0.0.0", port});
  EXPECT_THAT(closed.at("server").err, HasSubstr("can be reached by others"));
  EXPECT_EQ(closed.at("server").exit, 1);
  EXPECT_THAT(closed.calls, IsEmpty());
  const play::record open = server({"--listen", "0.0.0.0", port});
  EXPECT_THAT(open.at("server").err, HasSubstr("without a password\n"));
  EXPECT_EQ(open.ended, play::ending::idle);
}

}  // namespace
