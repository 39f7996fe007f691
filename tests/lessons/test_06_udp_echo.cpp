#include <gmock/gmock.h>

#include <cerrno>

#include "scene.hpp"

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(UdpEcho, OneSocketServesTwoClientsAtOnce) {
  const play::record play = play_scene("06", "two_at_once");
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 4, 5, 0));
  EXPECT_THAT(play.sends("server"), ElementsAre(5, 4, 5, 0));
  EXPECT_EQ(play.at("server").out,
            "waiting for letters\n"
            "recvfrom -> 5 \"hello\" from sender 1\n"
            "recvfrom -> 4 \"feng\" from sender 2\n"
            "recvfrom -> 5 \"world\" from sender 1\n"
            "recvfrom -> 0 \"\" from sender 2\n");
  EXPECT_EQ(play.at("client").out,
            "sendto -> 5\nrecvfrom -> 5 \"HELLO\"\n"
            "sendto -> 5\nrecvfrom -> 5 \"WORLD\"\n");
  EXPECT_EQ(play.at("client2").out,
            "sendto -> 4\nrecvfrom -> 4 \"FENG\"\n"
            "sendto -> 0\nrecvfrom -> 0 \"\"\n");
  EXPECT_EQ(play.ended, play::ending::idle);
}

TEST(UdpEcho, TheServerNeitherListensNorAccepts) {
  for (const play::call& call : play_scene("06", "two_at_once").calls) {
    EXPECT_NE(call.name, "listen");
    EXPECT_NE(call.name, "accept");
    EXPECT_NE(call.name, "connect");
  }
}

TEST(UdpEcho, WithoutAServerALetterIsLostInSilence) {
  const play::record play = play_scene("06", "nobody_home");
  EXPECT_THAT(play.sends("client"), ElementsAre(5));
  EXPECT_THAT(play.recvs("client"), IsEmpty());
  EXPECT_EQ(play.at("client").out, "sendto -> 5\n");
  EXPECT_EQ(play.at("client").err, "");
  EXPECT_EQ(play.ended, play::ending::everyone_waits);
}

TEST(UdpEcho, AConnectedSocketHearsOfItInItsNextCall) {
  const play::record play = play_scene("06", "refused");
  EXPECT_THAT(play.sends("client"), ElementsAre(5));
  EXPECT_EQ(play.at("client").out, "send -> 5\n");
  EXPECT_EQ(play.at("client").err, "client: recv: Connection refused\n");
  EXPECT_EQ(play.at("client").exit, 1);
  int error = 0;
  for (const play::call& call : play.calls) {
    if (call.name == "recv") error = call.error;
    if (call.name == "connect") {
      EXPECT_EQ(call.error, 0);
    }
  }
  EXPECT_EQ(error, ECONNREFUSED);
}

TEST(UdpEcho, ToTheServerAConnectedClientIsLikeAnyOther) {
  const play::record play = play_scene("06", "connected");
  EXPECT_EQ(play.at("server").out,
            "waiting for letters\n"
            "recvfrom -> 5 \"hello\" from sender 1\n");
  EXPECT_EQ(play.at("client").out, "send -> 5\nrecv -> 5 \"HELLO\"\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

}  // namespace
