#include <gmock/gmock.h>

#include <string_view>

#include "check/check.hpp"
#include "course/course.hpp"
#include "scene.hpp"

namespace {

using testing::ElementsAre;

check::report search(std::string_view scene,
                     const check::options& options = {}) {
  const course::lesson lesson = course::find("12");
  return check::search(course::cast(lesson, course::find_scene(lesson, scene),
                                    course::port(lesson)),
                       options);
}

TEST(HalfPackets, OneSendComesOutOfThreeRecvs) {
  const play::record play = play_scene("12", "two_two_one");
  EXPECT_THAT(play.sends("client"), ElementsAre(5));
  EXPECT_THAT(play.recvs("server"), ElementsAre(2, 2, 1));
  EXPECT_EQ(play.at("client").out, "send -> 5 \"hello\"\n");
  EXPECT_EQ(play.at("server").out,
            "recv(2) -> 2 \"he\"\n"
            "recv(2) -> 2 \"ll\"\n"
            "recv(1) -> 1 \"o\"\n");
  EXPECT_EQ(play.at("server").exit, 0);
}

TEST(HalfPackets, AReaderWithRoomGetsTheFourSegmentsAtOnce) {
  const play::record play = play_scene("12", "four_segments");
  EXPECT_THAT(play.sends("client"), ElementsAre(5000));
  EXPECT_THAT(play.recvs("server"), ElementsAre(5000));
  EXPECT_EQ(play.at("client").out, "send -> 5000 of 5000\n");
}

TEST(HalfPackets, TheReadersCutsAreItsOwn) {
  const play::record play = play_scene("12", "other_cuts");
  EXPECT_THAT(play.sends("client"), ElementsAre(5000));
  EXPECT_THAT(play.recvs("server"), ElementsAre(2000, 2000, 1000));
  EXPECT_EQ(play.at("server").out,
            "recv(2000) -> 2000 \"0000,0005,0010,0015,... (2000 bytes)\"\n"
            "recv(2000) -> 2000 \"2000,2005,2010,2015,... (2000 bytes)\"\n"
            "recv(1000) -> 1000 \"4000,4005,4010,4015,... (1000 bytes)\"\n");
}

TEST(HalfPackets, WhatTheSecondSegmentBringsComesTooLateForOneRecv) {
  const play::record play = play_scene("12", "first_segment_only");
  EXPECT_THAT(play.recvs("server"), ElementsAre(1448));
  EXPECT_EQ(play.at("server").out,
            "recv(5000) -> 1448 \"0000,0005,0010,0015,... (1448 bytes)\"\n");
  EXPECT_EQ(play.at("server").exit, 0);  // and it has noticed nothing
}

TEST(HalfPackets, FiveThousandBytesCrossInFourSegmentsWhoeverReads) {
  if (!stage::no_own_network().empty()) {
    GTEST_SKIP() << stage::no_own_network();
  }
  for (const char* scene :
       {"four_segments", "other_cuts", "first_segment_only"}) {
    SCOPED_TRACE(scene);
    EXPECT_THAT(play_scene("12", scene).segments("client"),
                ElementsAre(1448, 1448, 1448, 656));
  }
  EXPECT_THAT(play_scene("12", "two_two_one").segments("client"),
              ElementsAre(5));
}

TEST(HalfPackets, AreFoundWhoeverTakesOneRecvForAMessage) {
  for (const char* scene : {"two_two_one", "four_segments", "other_cuts"}) {
    SCOPED_TRACE(scene);
    const check::report report = search(scene);
    EXPECT_TRUE(report.complete) << report.stopped_by;
    EXPECT_FALSE(report.faults.empty());
  }
}

}  // namespace
