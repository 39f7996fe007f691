#include <gmock/gmock.h>

#include "scene.hpp"

namespace {

using testing::ElementsAre;

TEST(JsonHeader, LengthThenJsonThenTheData) {
  const play::record play = play_scene("23", "three_parts");
  EXPECT_THAT(play.sends("client"), ElementsAre(6));
  EXPECT_THAT(play.recvs("server"), ElementsAre(6, 0));
  EXPECT_THAT(play.sends("server"), ElementsAre(4, 81, 5));
  EXPECT_THAT(play.recvs("client"), ElementsAre(4, 81, 5));
  EXPECT_EQ(play.at("client").out,
            "whoami: a.txt, 5 bytes, md5 matches\negon\n");
  EXPECT_EQ(play.at("client").exit, 0);
  EXPECT_EQ(play.at("server").out, "\"whoami\": 5 bytes\nthe client left\n");
}

TEST(JsonHeader, TheHeaderIsTheDocuments) {
  const play::record play = play_scene("23", "three_parts");
  ASSERT_EQ(play.streams.size(), 2U);
  EXPECT_EQ(play::escaped(play.streams[1].bytes),
            "Q\\x00\\x00\\x00{\"filename\": \"a.txt\", \"total_size\": 5, "
            "\"md5\": \"758ea5ad6ec29723b0516262a9e17f2d\"}egon\\n");
}

TEST(JsonHeader, TheRightClientPutsThePiecesTogether) {
  const play::record play = play_scene("23", "small_pieces");
  EXPECT_THAT(play.recvs("client"),
              ElementsAre(1, 1, 1, 1, 30, 30, 21, 2, 2, 1));
  EXPECT_EQ(play.at("client").out,
            "whoami: a.txt, 5 bytes, md5 matches\negon\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST(JsonHeader, OneRecvEachIsRightWhenAllGoesWell) {
  const play::record play = play_scene("23", "one_recv");
  EXPECT_THAT(play.recvs("client"), ElementsAre(4, 81, 5));
  EXPECT_EQ(play.at("client").out,
            "whoami: a.txt, 5 bytes, md5 matches\negon\n");
}

TEST(JsonHeader, OneRecvEachFailsAloudAfterAShortRead) {
  const play::record play = play_scene("23", "one_recv_short");
  EXPECT_THAT(play.recvs("client"), ElementsAre(4, 30));
  EXPECT_EQ(play.at("client").out, "");
  EXPECT_EQ(play.at("client").err,
            "client: expected a JSON header {\"filename\": text, "
            "\"total_size\": number, \"md5\": text}, got "
            "\"{\"filename\": \"a.txt\", \"total_s\": not JSON at byte 31\n");
  EXPECT_EQ(play.at("client").exit, 1);
}

TEST(JsonHeader, ASegmentCarriesEachSend) {
  if (!stage::no_own_network().empty()) {
    GTEST_SKIP() << stage::no_own_network();
  }
  EXPECT_THAT(play_scene("23", "three_parts").segments("server"),
              ElementsAre(4, 81, 5));
}

}  // namespace
