#include <gmock/gmock.h>
#include <stdlib.h>

#include <cstdio>
#include <filesystem>

#include "scene.hpp"

namespace {

using testing::AnyOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// The server, and after each other a client for each of these inputs.
play::record play_commands(const std::vector<std::string>& inputs) {
  const std::string port = a_port();
  std::vector<stage::program> cast = {
      {"server", {program("09", "server"), "127.0.0.1", port}, ""}};
  for (const std::string& input : inputs) {
    cast.push_back({"client" + std::to_string(cast.size()),
                    {program("09", "client"), "127.0.0.1", port},
                    input});
  }
  stage::in_order schedule;
  return stage::perform(cast, schedule);
}

play::record play_server(std::vector<std::string> args) {
  args.insert(args.begin(), program("09", "server"));
  stage::in_order schedule;
  return stage::perform({{"server", args, ""}}, schedule);
}

TEST(RemoteCommand, TheThirdAnswerIsTheRestOfTheSecond) {
  const play::record play = play_scene("09", "table");
  EXPECT_THAT(play.sends("server"), ElementsAre(418, 1517, 418));
  EXPECT_THAT(play.recvs("client"), ElementsAre(418, 1024, 493));
  EXPECT_EQ(play.at("server").out,
            "waiting for commands\n"
            "\"seq 8 135\": 418 bytes\n"
            "\"seq 97 476\": 1517 bytes\n"
            "\"seq 8 135\": 418 bytes\n");
  EXPECT_THAT(play.at("client").out,
              HasSubstr("seq 97 476: recv -> 1024 \"97\\n98\\n99\\n"));
  EXPECT_THAT(play.at("client").out,
              HasSubstr("seq 8 135: recv -> 493 \"\\n354\\n355\\n356\\n"));
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST(RemoteCommand, AnAnswerThatComesFirstIsJoinedToTheRest) {
  const play::record play = play_scene("09", "answer_first");
  EXPECT_THAT(play.sends("server"), ElementsAre(418, 1517, 418));
  EXPECT_THAT(play.recvs("client"), ElementsAre(418, 1024, 911));  // 493 + 418
  EXPECT_THAT(play.at("client").out,
              HasSubstr("seq 8 135: recv -> 911 \"\\n354\\n355\\n356\\n"));
}

TEST(RemoteCommand, TheRestCrossedLongBeforeItWasAskedFor) {
  if (!stage::no_own_network().empty()) {
    GTEST_SKIP() << stage::no_own_network();
  }
  EXPECT_THAT(play_scene("09", "answer_first").segments("server"),
              ElementsAre(418, 1448, 69, 418));
}

TEST(RemoteCommand, BothOutputStreamsComeBack) {
  const play::record play = play_scene("09", "both_outputs");
  EXPECT_THAT(play.sends("server"), ElementsAre(20));
  EXPECT_EQ(play.at("client").out,
            "echo to stdout; echo to stderr >&2: recv -> 20 "
            "\"to stdout\\nto stderr\\n\"\n");
}

// "not found", or "Permission denied" where PATH has a closed folder.
TEST(RemoteCommand, AWrongCommandAnswersByItsStderr) {
  const play::record play = play_scene("09", "wrong_command");
  ASSERT_EQ(play.streams.size(), 2U);
  EXPECT_THAT(play.streams[1].bytes,
              AnyOf(HasSubstr("nosuchcommand: not found"),
                    HasSubstr("nosuchcommand: Permission denied")));
}

TEST(RemoteCommand, ACommandWithoutOutputLeavesBothWaiting) {
  const play::record play = play_scene("09", "no_output");
  EXPECT_THAT(play.sends("server"), IsEmpty());  // it took 0 bytes
  EXPECT_THAT(play.recvs("client"), IsEmpty());
  EXPECT_THAT(play.at("server").out, HasSubstr("\"true\": 0 bytes\n"));
  EXPECT_EQ(play.ended, play::ending::everyone_waits);
}

TEST(RemoteCommand, TheOldClientNeverSaysThatItsCommandIsComplete) {
  const play::record play = play_scene("09", "old_client");
  EXPECT_THAT(play.recvs("server"), ElementsAre(5));
  EXPECT_THAT(play.sends("server"), IsEmpty());
  EXPECT_EQ(play.ended, play::ending::everyone_waits);
}

TEST(RemoteCommand, AMebibyteToBothOutputsDoesNotHang) {
  const char* const one = "yes | head -c 1048576";
  const char* const both[] = {"%s; %s >&2\n", "%s >&2; %s\n"};
  for (const char* order : both) {
    char input[100];
    std::snprintf(input, sizeof input, order, one, one);
    const play::record play = play_commands({input});
    EXPECT_THAT(play.at("server").out, HasSubstr("\": 2097152 bytes\n"));
    EXPECT_THAT(play.recvs("client1"), ElementsAre(1024));
    EXPECT_EQ(play.ended, play::ending::idle) << play.ended_because;
  }
}

TEST(RemoteCommand, AnEndlessCommandIsCutOffAndItsWholeGroupEnded) {
  std::string folder = testing::TempDir() + "remote_command_XXXXXX";
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  // Nobody ever writes to `never` and the cat never writes: only a signal ends
  // it. All of the group hold `held` open for writing; who reads it comes to
  // its end when the last of them has died, reaped or not.
  const play::record play = play_commands(
      {"cd " + folder + "; mkfifo never held; exec 3<>held; cat never & yes\n",
       "cd " + folder + "; exec 3<>held 4<held 3>&-; cat <&4; echo gone\n"});
  std::filesystem::remove_all(folder);
  EXPECT_THAT(play.at("server").out,
              HasSubstr("4194304 bytes, cut off at 4194304 bytes\n"));
  EXPECT_THAT(play.at("client1").out, HasSubstr("recv -> 1024 \"y\\ny\\n"));
  EXPECT_THAT(play.at("client2").out, HasSubstr("recv -> 5 \"gone\\n\"\n"));
}

TEST(RemoteCommand, ACommandInheritsNoSocketAndNothingToRead) {
  const play::record play =
      play_commands({"cat; ls -l /proc/$$/fd | grep -c socket\n"});
  EXPECT_THAT(play.at("client1").out, HasSubstr("recv -> 2 \"0\\n\"\n"));
}

TEST(RemoteCommand, OthersAreLetInOnlyByListen) {
  for (const char* host : {"0.0.0.0", "::"}) {
    const play::record play = play_server({host, "8080"});
    EXPECT_THAT(play.at("server").err,
                HasSubstr(":8080 can be reached by others, who would get a "
                          "shell; if you mean it: --listen ADDRESS\n"));
    EXPECT_EQ(play.at("server").exit, 1);
    EXPECT_THAT(play.calls, IsEmpty());  // not even a socket
  }
  const std::string port = a_port();
  const play::record open = play_server({"--listen", "0.0.0.0", port});
  EXPECT_EQ(open.at("server").err,
            "server: warning: whoever connects to 0.0.0.0:" + port +
                " runs commands as you, without a password\n");
  EXPECT_EQ(open.ended, play::ending::idle);
  const play::record closed = play_server({"127.0.0.2", a_port()});
  EXPECT_EQ(closed.at("server").err, "");
  EXPECT_EQ(closed.ended, play::ending::idle);
}

}  // namespace
