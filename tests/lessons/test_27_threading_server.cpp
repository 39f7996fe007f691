#include <gmock/gmock.h>

#include "scene.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(ThreadingServer, ServesTheSecondWhileTheFirstIsSilent) {
  const play::record play = play_scene("27", "at_once");
  EXPECT_THAT(play.sends("server"), ElementsAre(5, 4, 5));
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 4, 0, 5, 0));
  EXPECT_EQ(play.at("client").out, "HELLO\nWORLD\n");
  EXPECT_EQ(play.at("client2").out, "FENG\n");
  EXPECT_EQ(play.at("server").err, "");
}

TEST(ThreadingServer, LetsTheNextWaitWhenItIsFull) {
  const play::record play = play_scene("27", "full");
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 0, 4, 0));
  EXPECT_EQ(play.at("client").out, "HELLO\n");
  EXPECT_EQ(play.at("client2").out, "FENG\n");
}

TEST(ThreadingServer, ASharedBufferAnswersWithAnothersBytes) {
  const play::record play = play_scene("27", "shared_buffer");
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 4, 0, 0));
  EXPECT_EQ(play.at("client").out, "FENGO\n");
  EXPECT_EQ(play.at("client2").out, "FENG\n");
}

TEST(ThreadingServer, ABufferForEachThreadAnswersRightInThatOrder) {
  const std::string port = a_port();
  stage::cues cues(
      "server:listen client:send server:accept client2:send server:accept "
      "server.1:recv server.2:recv server.1:send server.2:send");
  const auto client = [&port](const char* name, const char* input) {
    return stage::program{
        name, {program("27", "client"), "127.0.0.1", port}, input};
  };
  const play::record play = stage::perform(
      {{"server", {program("27", "server"), "127.0.0.1", port}, ""},
       client("client", "hello\n"),
       client("client2", "feng\n")},
      cues);
  EXPECT_EQ(play.at("client").out, "HELLO\n");
  EXPECT_EQ(play.at("client2").out, "FENG\n");
}

TEST(ThreadingServer, OneByteEachChangesNothing) {
  one_byte_reads schedule;
  const play::record play = play_scene("27", "at_once", schedule);
  EXPECT_THAT(play.recvs("client2"), ElementsAre(1, 1, 1, 1));
  EXPECT_EQ(play.at("client").out, "HELLO\nWORLD\n");
  EXPECT_EQ(play.at("client2").out, "FENG\n");
}

TEST(ThreadingServer, AResetCostsOneThreadOnly) {
  stage::cues cues(
      "server:listen client:send server:accept server.1:recv!ECONNRESET");
  const play::record play = play_scene("27", "at_once", cues);
  EXPECT_EQ(play.at("server").err,
            "server: hung up: recv: Connection reset by peer\n");
  EXPECT_EQ(play.at("client").exit, 1);
  EXPECT_EQ(play.at("client2").out, "FENG\n");
}

TEST(ThreadingServer, EachDatagramIsAnsweredToItsSender) {
  const play::record play = play_scene("27", "datagrams");
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 4));
  EXPECT_EQ(play.at("client").out, "HELLO\n");
  EXPECT_EQ(play.at("client2").out, "FENG\n");
}

TEST(ThreadingServer, OneAnswerMayOvertakeAnother) {
  const play::record play = play_scene("27", "overtaken");
  EXPECT_EQ(play.at("client").out, "WORLD\nHELLO\n");
}

TEST(ClassServer, ServesTheSecondWhileTheFirstIsSilent) {
  const play::record play = play_scene("27", "classes");
  EXPECT_THAT(play.recvs("server"), ElementsAre(4, 0, 5, 0));
  EXPECT_EQ(play.at("client").out, "HELLO\n");
  EXPECT_EQ(play.at("client2").out, "FENG\n");
  EXPECT_EQ(play.at("server").err, "");
}

TEST(ClassServer, IsAUdpServerByThreeOtherMethods) {
  const std::string port = a_port();
  stage::cues cues(
      "server:bind client:send*2 server.0:recv*2 server.2:send server.1:send");
  const play::record play = stage::perform(
      {{"server",
        {program("27", "class_server"), "127.0.0.1", port, "udp"},
        ""},
       {"client",
        {program("27", "udp_client"), "127.0.0.1", port, "hello", "world"},
        ""}},
      cues);
  EXPECT_EQ(play.at("client").out, "WORLD\nHELLO\n");
  EXPECT_EQ(play.ended, play::ending::idle) << play.ended_because;
}

TEST(ClassServer, AStrangersWordEndsItForEverybody) {
  const play::record play = play_scene("27", "by_name");
  EXPECT_EQ(play.at("client").out, "HELLO\nclosed\n");
  EXPECT_EQ(play.at("client").exit, 0);
  EXPECT_EQ(play.at("client2").out, "");
  EXPECT_EQ(play.at("client2").exit, 1);
  EXPECT_EQ(play.at("server").err, "server: accept: Bad file descriptor\n");
  EXPECT_EQ(play.at("server").exit, 1);
}

TEST(ClassServer, AListOfCommandsIsAllThatAStrangerCanCall) {
  const play::record play = play_scene("27", "commands");
  EXPECT_EQ(play.at("client").out, "HELLO\nno such command\n");
  EXPECT_EQ(play.at("client2").out, "FENG\n");
  EXPECT_EQ(play.at("server").err, "");
}

TEST(ClassServer, OneByteEachChangesNothing) {
  for (const char* scene : {"classes", "by_name", "commands"}) {
    one_byte_reads schedule;
    const play::record play = play_scene("27", scene, schedule);
    const play::record whole = play_scene("27", scene);
    EXPECT_EQ(play.at("client").out, whole.at("client").out) << scene;
    EXPECT_EQ(play.at("client2").out, whole.at("client2").out) << scene;
  }
}

TEST(Operator, AnswersThatQuestionWhichIsOnTheScreen) {
  const play::record play = play_scene("27", "operator");
  EXPECT_EQ(play.at("server").out,
            "asked: are you asleep?\nasked: anybody there?\n");
  EXPECT_EQ(play.at("client2").out, "good morning\n");
  EXPECT_EQ(play.at("client").out, "\n");  // an empty answer is one
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST(Operator, WhoHasGoneHomeIsSaidToHaveGone) {
  const std::string port = a_port();
  stage::in_order schedule;
  const play::record play =
      stage::perform({{"server",
                       {program("27", "server_operator"), "127.0.0.1", port},
                       "hi\n"},
                      {"client",
                       {program("27", "line_client"), "127.0.0.1", port},
                       "one\ntwo\n"}},
                     schedule);
  EXPECT_EQ(play.at("client").out, "hi\n");
  EXPECT_EQ(play.at("client").exit, 1);
  EXPECT_THAT(play.at("server").err, HasSubstr("nobody answers any more\n"));
}

}  // namespace
