#include <gmock/gmock.h>

#include "scene.hpp"

namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(LoopServer, TwoClientsAreServedInTurn) {
  const play::record play = play_scene("02", "two_in_turn");
  // The client's empty line is not sent: there is nothing to send.
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 5));
  EXPECT_THAT(play.recvs("client"), ElementsAre(5, 5));
  EXPECT_THAT(play.sends("client2"), ElementsAre(4));
  EXPECT_THAT(play.recvs("client2"), ElementsAre(4));
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 5, 0, 4, 0));
  EXPECT_EQ(play.at("server").out,
            "waiting for calls\n"
            "call 1\n"
            "recv -> 5 \"hello\"\n"
            "recv -> 5 \"world\"\n"
            "recv -> 0 \"\"\n"
            "call 2\n"
            "recv -> 4 \"feng\"\n"
            "recv -> 0 \"\"\n");
  EXPECT_EQ(play.at("client").out,
            "recv -> 5 \"HELLO\"\n"
            "recv -> 5 \"WORLD\"\n");
  EXPECT_EQ(play.at("client2").out, "recv -> 4 \"FENG\"\n");
  EXPECT_EQ(play.at("client").exit, 0);
  EXPECT_EQ(play.at("client2").exit, 0);
  EXPECT_EQ(play.ended, play::ending::idle);
}

TEST(LoopServer, WhatAQueuedCallerSaidIsKept) {
  const play::record play = play_scene("02", "in_the_queue");
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 0, 4, 0));
  EXPECT_EQ(play.at("client2").out, "recv -> 4 \"FENG\"\n");

  // "feng" was sent before the server picked up that call.
  int sent = 0, picked_up = 0;
  for (const play::call& call : play.calls) {
    if (call.program == "client2" && call.name == "send") sent = call.n;
    if (call.program == "server" && call.name == "accept") picked_up = call.n;
  }
  EXPECT_GT(sent, 0);
  EXPECT_LT(sent, picked_up);
}

TEST(LoopServer, RecvReturnsZeroWhenTheCallerHangsUp) {
  const play::record play = play_scene("02", "hung_up");
  EXPECT_THAT(play.sends("client"), IsEmpty());
  EXPECT_THAT(play.recvs("server"), ElementsAre(0));
  EXPECT_EQ(play.at("server").out,
            "waiting for calls\n"
            "call 1\n"
            "recv -> 0 \"\"\n");
  EXPECT_EQ(play.ended, play::ending::idle);
}

TEST(LoopServer, WithoutTheBreakItSpins) {
  const play::record play = play_scene("02", "spins");
  EXPECT_EQ(play.ended, play::ending::spinning);
  auto recvs = play.recvs("server");
  ASSERT_THAT(recvs, SizeIs(11));  // "hello", then ten times the end
  EXPECT_EQ(recvs.front(), 5);
  recvs.erase(recvs.begin());
  EXPECT_THAT(recvs, Each(0));
  EXPECT_TRUE(play.at("server").dismissed);
  EXPECT_EQ(play.at("client").out, "recv -> 5 \"HELLO\"\n");
}

}  // namespace
