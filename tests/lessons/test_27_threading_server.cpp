#include <gmock/gmock.h>

#include "scene.hpp"

namespace {

using testing::ElementsAre;

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

}  // namespace
