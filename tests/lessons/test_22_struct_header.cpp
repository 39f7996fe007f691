#include <gmock/gmock.h>

#include "scene.hpp"

namespace {

using testing::ElementsAre;

TEST(StructHeader, FourBytesOfLengthThenTheData) {
  const play::record play = play_scene("22", "header_then_data");
  EXPECT_THAT(play.sends("client"), ElementsAre(4, 6));
  EXPECT_THAT(play.recvs("server"), ElementsAre(4, 6, 0));
  EXPECT_THAT(play.sends("server"), ElementsAre(4, 11, 4, 5));
  EXPECT_THAT(play.recvs("client"), ElementsAre(4, 11, 4, 5));
  EXPECT_EQ(play.at("client").out,
            "date: 11 bytes\n2017-07-06\n"
            "whoami: 5 bytes\negon\n");
  EXPECT_EQ(play.at("client").exit, 0);
  EXPECT_EQ(play.at("server").out,
            "\"date\": 11 bytes\n\"whoami\": 5 bytes\nthe client left\n");
}

TEST(StructHeader, TheHeaderIsPythonsStructI) {
  const play::record play = play_scene("22", "header_then_data");
  ASSERT_EQ(play.streams.size(), 2U);
  EXPECT_EQ(play::escaped(play.streams[1].bytes),
            "\\x0b\\x00\\x00\\x002017-07-06\\n\\x05\\x00\\x00\\x00egon\\n");
}

TEST(StructHeader, TheRightClientReadsByteAfterByte) {
  const play::record play = play_scene("22", "one_byte_at_a_time");
  EXPECT_THAT(play.recvs("server"), ElementsAre(1, 1, 1, 1, 1, 1, 0));
  EXPECT_THAT(play.recvs("client"), ElementsAre(1, 1, 1, 1, 1, 1, 1, 1, 1));
  EXPECT_EQ(play.at("client").out, "whoami: 5 bytes\negon\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST(StructHeader, OneRecvEachIsRightWhenAllGoesWell) {
  const play::record play = play_scene("22", "one_recv");
  EXPECT_THAT(play.recvs("client"), ElementsAre(4, 11, 4, 5));
  EXPECT_EQ(play.at("client").out,
            "date: 11 bytes\n2017-07-06\n"
            "whoami: 5 bytes\negon\n");
}

TEST(StructHeader, OneRecvEachFailsInSilenceAfterAShortRead) {
  const play::record play = play_scene("22", "one_recv_short");
  EXPECT_THAT(play.recvs("client"), ElementsAre(1, 11, 4));
  EXPECT_EQ(play.at("client").out, "date: 11 bytes\n\\x00\\x00\\x002017-07-\n");
  EXPECT_EQ(play.at("client").err,
            "client: expected a length from 0 to 1048576 (4 bytes, "
            "little-endian), got 84555312 (bytes \"06\\n\\x05\")\n");
  EXPECT_EQ(play.at("client").exit, 1);
}

constexpr const char* three =
    "1: 5 bytes \"hello\"\n2: 4 bytes \"feng\"\n3: 4 bytes \"egon\"\n"
    "the client left\n";

TEST(StructHeader, ThreeMessagesGoInOneSendAndComeOutOfOneRecv) {
  const play::record play = play_scene("22", "many_in_one");
  EXPECT_THAT(play.sends("client"), ElementsAre(25));
  EXPECT_THAT(play.recvs("server"), ElementsAre(25, 0));
  EXPECT_EQ(play.at("client").out, "25 bytes\n");
  EXPECT_EQ(play.at("server").out, three);
}

TEST(StructHeader, ThreeMessagesComeOutTheSameWhereverTheBytesAreCut) {
  const play::record play = play_scene("22", "many_cut_anywhere");
  EXPECT_THAT(play.recvs("server"), ElementsAre(2, 9, 14, 0));
  EXPECT_EQ(play.at("server").out, three);
}

TEST(StructHeader, ASegmentCarriesEachSend) {
  if (!stage::no_own_network().empty()) {
    GTEST_SKIP() << stage::no_own_network();
  }
  EXPECT_THAT(play_scene("22", "header_then_data").segments("server"),
              ElementsAre(4, 11, 4, 5));
}

}  // namespace
