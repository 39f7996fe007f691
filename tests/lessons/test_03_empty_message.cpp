#include <gmock/gmock.h>

#include "scene.hpp"

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(EmptyMessage, NothingCrossesAndBothWaitForEver) {
  const play::record play = play_scene("03", "nothing_crosses");
  EXPECT_EQ(play.ended, play::ending::everyone_waits);
  EXPECT_EQ(to_text(play.ended_because),
            "server waits for data from client in recv(4); "
            "client waits for data from server in recv(3); "
            "0 bytes are under way");
  EXPECT_THAT(play.streams, IsEmpty());
  EXPECT_THAT(play.recvs("server"), IsEmpty());
  EXPECT_THAT(play.recvs("client"), IsEmpty());
  EXPECT_EQ(play.at("client").out, "send -> 0 \"\"\n");
  EXPECT_EQ(play.at("server").out, "");
  ASSERT_EQ(play.waits.size(), 2U);
  EXPECT_EQ(play.waits[0].call, "recv");
  EXPECT_EQ(to_text(play.waits[0].what), "data from client");
  EXPECT_EQ(play.waits[1].call, "recv");
  EXPECT_EQ(to_text(play.waits[1].what), "data from server");
}

TEST(EmptyMessage, TheCureRefusesItAndGoesOn) {
  const play::record play = play_scene("03", "refused");
  EXPECT_THAT(play.sends("client"), ElementsAre(5));
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 0));
  EXPECT_EQ(play.at("client").out,
            "not sent: TCP cannot carry an empty message\n"
            "send -> 5 \"hello\"\n"
            "recv -> 5 \"HELLO\"\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST(EmptyMessage, ThreeOfThemAndHelloAreOneMessage) {
  const play::record play = play_scene("03", "three_empties");
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 0));
  EXPECT_EQ(play.at("server").out,
            "recv -> 5 \"hello\"\n"
            "recv -> 0 \"\"\n");
  EXPECT_EQ(play.at("client").out,
            "send -> 0 \"\"\n"
            "send -> 0 \"\"\n"
            "send -> 0 \"\"\n"
            "send -> 5 \"hello\"\n"
            "recv -> 5 \"HELLO\"\n");
}

TEST(EmptyMessage, MakesNoSegment) {
  if (!stage::no_own_network().empty()) {
    GTEST_SKIP() << stage::no_own_network();
  }
  EXPECT_THAT(play_scene("03", "three_empties").segments("client"),
              ElementsAre(5));
}

TEST(EmptyMessage, ZeroFromRecvMeansThatTheClientIsGone) {
  const play::record play = play_scene("03", "gives_up");
  EXPECT_THAT(play.recvs("server"), ElementsAre(0));
  EXPECT_EQ(play.at("server").out, "recv -> 0 \"\"\n");
  EXPECT_EQ(play.at("client").signal, "SIGKILL");
}

}  // namespace
