#include <gmock/gmock.h>

#include <cerrno>
#include <cstdio>

#include "scene.hpp"

namespace {

using testing::ElementsAre;
using testing::SizeIs;

TEST(UdpTruncation, OneByteReadsGetTheFirstByteOfEachDatagram) {
  const play::record play = play_scene("08", "one_byte_each");
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 5, 4));
  EXPECT_THAT(play.recvs("server"), ElementsAre(1, 1, 1));
  EXPECT_EQ(play.at("server").out,
            "waiting for letters\n"
            "recvfrom(1) -> 1 \"h\"\n"
            "recvfrom(1) -> 1 \"w\"\n"
            "recvfrom(1) -> 1 \"e\"\n");
  EXPECT_EQ(play.at("client").out,
            "sendto -> 5 \"hello\"\n"
            "sendto -> 5 \"world\"\n"
            "sendto -> 4 \"egon\"\n");
  EXPECT_EQ(play.at("server").exit, 0);
  EXPECT_EQ(play.ended, play::ending::exited);
}

TEST(UdpTruncation, WhatDoesNotFitIsGone) {
  const play::record play = play_scene("08", "two_and_three");
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 5));
  EXPECT_THAT(play.recvs("server"), ElementsAre(2, 3));
  EXPECT_EQ(play.at("server").out,
            "waiting for letters\n"
            "recvfrom(2) -> 2 \"he\"\n"
            "recvfrom(3) -> 3 \"wor\"\n");
}

TEST(UdpTruncation, AnEmptyDatagramIsAMessage) {
  const play::record play = play_scene("08", "empty_letter");
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 0, 4));
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 0, 4));
  EXPECT_EQ(play.at("server").out,
            "waiting for letters\n"
            "recvfrom(10) -> 5 \"hello\"\n"
            "recvfrom(10) -> 0 \"\"\n"
            "recvfrom(10) -> 4 \"egon\"\n");
}

TEST(UdpTruncation, OneSendtoTooFewLeavesTheServerWaiting) {
  const play::record play = play_scene("08", "one_too_few");
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 5));
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 5));
  ASSERT_EQ(play.waits.size(), 1U);
  EXPECT_EQ(play.waits[0].program, "server");
  EXPECT_TRUE(play.at("server").dismissed);
}

TEST(UdpTruncation, MsgTruncTellsTheTrueSize) {
  const play::record play = play_scene("08", "true_size");
  EXPECT_EQ(play.at("server").out,
            "waiting for letters\n"
            "recvmsg(4) -> 5 \"hell\" and the rest is gone\n"
            "recvmsg(4) -> 5 \"worl\" and the rest is gone\n"
            "recvmsg(4) -> 4 \"egon\"\n");
}

TEST(UdpTruncation, OneByteTooManyIsRefused) {
  const play::record play = play_scene("08", "largest");
  EXPECT_THAT(play.sends("client"), ElementsAre(65507));
  EXPECT_THAT(play.recvs("server"), ElementsAre(65507));
  EXPECT_EQ(play.at("client").out,
            "sendto(65507) -> 65507, all of it\n"
            "sendto(65508) -> -1, Message too long\n");
  int error = 0;
  for (const play::call& call : play.calls) {
    if (call.asked == 65508) error = call.error;
  }
  EXPECT_EQ(error, EMSGSIZE);
}

TEST(UdpTruncation, OfABurstEveryDatagramIsReceivedOrCountedAsDropped) {
  const play::record play = play_scene("08", "burst");
  EXPECT_THAT(play.sends("burst"), SizeIs(21));  // "feng 1" to "feng 21"
  int received = 0, dropped = 0;
  const std::string& out = play.at("burst").out;
  ASSERT_EQ(std::sscanf(out.c_str(), "sent 21 = received %d + dropped %d\n",
                        &received, &dropped),
            2)
      << out;
  EXPECT_EQ(received + dropped, 21);
  EXPECT_GT(received, 1);
  EXPECT_GT(dropped, 1);
  EXPECT_THAT(play.recvs("burst"), SizeIs(received));
  // The first ones were kept; the last one came when there was room again.
  ASSERT_THAT(play.streams, SizeIs(1));
  const play::stream& stream = play.streams[0];
  EXPECT_EQ(stream.recvs.front().offset, stream.sends.front().offset);
  EXPECT_EQ(stream.recvs.back().offset, stream.sends.back().offset);
  EXPECT_EQ(play.at("burst").exit, 0);
}

}  // namespace
