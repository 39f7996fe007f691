#include <gmock/gmock.h>

#include "scene.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

TEST(LengthExchange, TheLengthComesFirstAndTheDataWhenTheClientIsReady) {
  const play::record play = play_scene("20", "exchange");
  EXPECT_THAT(play.sends("client"), ElementsAre(4, 10));  // date, recv_ready
  EXPECT_THAT(play.recvs("server"), ElementsAre(4, 10, 0));
  EXPECT_THAT(play.sends("server"), ElementsAre(2, 11));  // "11", the data
  EXPECT_THAT(play.recvs("client"), ElementsAre(2, 11));
  EXPECT_EQ(play.at("client").out, "date: 11 bytes\n2017-07-06\n");
  EXPECT_EQ(play.at("client").exit, 0);
  EXPECT_EQ(play.at("server").out, "\"date\": 11 bytes\nthe client left\n");
}

TEST(LengthExchange, CostsOneRoundTripMoreThanAHeader) {
  stage::in_order one, other;
  const int exchanged = direction_changes(play_scene("20", "exchange", one));
  EXPECT_EQ(exchanged, 3);  // date > 11 > recv_ready > the data
  const std::string port = a_port();
  const play::record header = stage::perform(
      {{"server", {program("22", "server"), "127.0.0.1", port}, ""},
       {"client", {program("22", "client"), "127.0.0.1", port}, "date\n"}},
      other);
  EXPECT_EQ(direction_changes(header), 1);  // date > header and data
}

TEST(LengthExchange, TheCureCountsDataThatComeInPieces) {
  const play::record play = play_scene("20", "short_reads");
  EXPECT_THAT(play.recvs("client"), ElementsAre(2, 4, 4, 3, 1, 5));
  EXPECT_EQ(play.at("client").out,
            "date: 11 bytes\n2017-07-06\n"
            "whoami: 5 bytes\negon\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST(LengthExchange, WhatTheMiscountLeavesBehindJoinsTheNextAnswer) {
  const play::record play = play_scene("20", "miscounts");
  EXPECT_THAT(play.sends("server"), ElementsAre(2, 11, 1, 5));
  EXPECT_THAT(play.recvs("client"), ElementsAre(2, 4, 4, 3, 6));
  EXPECT_EQ(play.at("client").out,
            "date: 8 bytes\n2017-07-\n"
            "whoami: 6 bytes\n5egon\n");
  EXPECT_EQ(play.at("client").exit, 0);  // and nobody notices
}

TEST(LengthExchange, TheMiscountNeedsNoLuckBeyond2048Bytes) {
  const play::record play = play_scene("20", "no_luck_needed");
  EXPECT_THAT(play.recvs("client"), ElementsAre(4, 1024, 1024, 453));
  EXPECT_THAT(play.at("client").out, StartsWith("tasklist: 2048 bytes\n"));
  EXPECT_THAT(play.at("client").err,
              StartsWith("client: expected a length of 0 to 1000000, got "));
  EXPECT_EQ(lines(play.at("client").err), 1U);
  EXPECT_EQ(play.at("client").exit, 1);
}

TEST(LengthExchange, TheCureReadsMoreThan2048Bytes) {
  stage::in_order schedule;
  const std::string port = a_port();
  const play::record play = stage::perform(
      {{"server", {program("20", "server"), "127.0.0.1", port}, ""},
       {"client",
        {program("20", "client"), "127.0.0.1", port},
        "tasklist\nwhoami\n"}},
      schedule);
  EXPECT_THAT(play.recvs("client"), ElementsAre(4, 1024, 1024, 452, 1, 5));
  EXPECT_THAT(play.at("client").out, StartsWith("tasklist: 2500 bytes\n"));
  EXPECT_THAT(play.at("client").out, HasSubstr("whoami: 5 bytes\negon\n"));
}

TEST(LengthExchange, TheLengthHasNoEndOfItsOwn) {
  const play::record play = play_scene("20", "short_length");
  EXPECT_THAT(play.recvs("client"), ElementsAre(1, 1));  // "1" of "11"
  EXPECT_EQ(play.at("client").out, "date: 1 bytes\n1\n");
}

TEST(LengthExchange, ASegmentCarriesEachSendAndALongOneIsSplit) {
  if (!stage::no_own_network().empty()) {
    GTEST_SKIP() << stage::no_own_network();
  }
  EXPECT_THAT(play_scene("20", "exchange").segments("server"),
              ElementsAre(2, 11));
  EXPECT_THAT(play_scene("20", "no_luck_needed").segments("server"),
              ElementsAre(4, 1448, 1052, 1));
}

}  // namespace
