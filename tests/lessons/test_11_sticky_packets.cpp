#include <gmock/gmock.h>

#include "scene.hpp"

namespace {

using testing::ElementsAre;

TEST(StickyPackets, ALateReaderGetsBothMessagesAtOnce) {
  const play::record play = play_scene("11", "late_reader");
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 4));
  EXPECT_THAT(play.recvs("server"), ElementsAre(9, 0));
  EXPECT_EQ(play.at("server").out,
            "recv 1 -> 9 \"hellofeng\"\n"
            "recv 2 -> 0 \"\"\n");
  EXPECT_EQ(play.at("client").out,
            "send 1 -> 5 \"hello\"\n"
            "send 2 -> 4 \"feng\"\n");
  EXPECT_EQ(play.at("server").exit, 0);
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST(StickyPackets, APromptReaderGetsOneMessageAtATime) {
  const play::record play = play_scene("11", "prompt_reader");
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 4));
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 4));
  EXPECT_EQ(play.at("server").out,
            "recv 1 -> 5 \"hello\"\n"
            "recv 2 -> 4 \"feng\"\n");
}

TEST(StickyPackets, AfterASmallFirstBiteTheRestIsStuckToTheNextMessage) {
  const play::record play = play_scene("11", "small_first_bite");
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 4));
  EXPECT_THAT(play.recvs("server"), ElementsAre(2, 7));
  EXPECT_EQ(play.at("server").out,
            "recv 1 -> 2 \"he\"\n"
            "recv 2 -> 7 \"llofeng\"\n");
}

TEST(StickyPackets, TheSegmentsAreTheSendsWhateverTheReaderSees) {
  if (!stage::no_own_network().empty()) {
    GTEST_SKIP() << stage::no_own_network();
  }
  for (const char* scene :
       {"late_reader", "prompt_reader", "small_first_bite"}) {
    SCOPED_TRACE(scene);
    EXPECT_THAT(play_scene("11", scene).segments("client"), ElementsAre(5, 4));
  }
}

}  // namespace
