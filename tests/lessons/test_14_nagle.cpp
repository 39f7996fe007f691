#include <gmock/gmock.h>

#include <string_view>

#include "check/check.hpp"
#include "course/course.hpp"
#include "scene.hpp"

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

check::report search(std::string_view scene,
                     const check::options& options = {}) {
  const course::lesson lesson = course::find("14");
  return check::search(course::cast(lesson, course::find_scene(lesson, scene),
                                    course::port(lesson)),
                       options);
}

TEST(Nagle, WriteWriteReadGetsItsAnswer) {
  const play::record play = play_scene("14", "write_write_read");
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 4));
  EXPECT_THAT(play.recvs("server"), ElementsAre(9));
  EXPECT_EQ(play.at("server").out, "recv -> 9 \"hellofeng\"\n");
  EXPECT_EQ(play.at("client").out, "answer: ok\n");
}

TEST(Nagle, WithoutItTwoSegmentsStillComeOutOfOneRecv) {
  const play::record play = play_scene("14", "nodelay");
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 4));
  EXPECT_THAT(play.recvs("server"), ElementsAre(9));
  EXPECT_EQ(play.at("client").out, "answer: ok\n");
  if (!stage::no_own_network().empty()) {
    GTEST_SKIP() << stage::no_own_network();
  }
  EXPECT_THAT(play.segments("client"), ElementsAre(5, 4));
}

TEST(Nagle, MsgMoreMakesOneSegmentOfTwoSends) {
  const play::record play = play_scene("14", "more");
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 4));
  EXPECT_THAT(play.recvs("server"), ElementsAre(9));
  if (!stage::no_own_network().empty()) {
    GTEST_SKIP() << stage::no_own_network();
  }
  EXPECT_THAT(play.segments("client"), ElementsAre(9));
}

TEST(Nagle, OneSegmentMayComeOutOfTwoRecvs) {
  const play::record play = play_scene("14", "more_split");
  EXPECT_THAT(play.recvs("server"), ElementsAre(2, 7));
  EXPECT_EQ(play.at("server").out,
            "recv -> 2 \"he\"\n"
            "recv -> 7 \"llofeng\"\n");
  EXPECT_EQ(play.at("client").out, "answer: ok\n");
  if (!stage::no_own_network().empty()) {
    GTEST_SKIP() << stage::no_own_network();
  }
  EXPECT_THAT(play.segments("client"), ElementsAre(9));
}

TEST(Nagle, NothingLeavesAfterMsgMoreAlone) {
  if (!stage::no_own_network().empty()) {
    GTEST_SKIP() << stage::no_own_network();
  }
  stage::cues order{
      "server:listen client:send server:accept server:wait client:send "
      "server:exit client:exit"};
  const play::record play = play_scene("14", "more", order);
  EXPECT_THAT(play.recvs("server"), ElementsAre(9));
}

TEST(Nagle, WithoutMsgMoreTheFirstSendLeavesAtOnce) {
  for (const char* scene : {"write_write_read", "nodelay"}) {
    SCOPED_TRACE(scene);
    stage::cues order{
        "server:listen client:send server:accept server:recv client:send "
        "server:exit client:exit"};
    EXPECT_THAT(play_scene("14", scene, order).recvs("server"),
                ElementsAre(5, 4));
  }
}

TEST(Nagle, TheRoundsAreMeasuredInFourWays) {  // how long they take: by hand
  stage::free_run freely;
  const play::record play =
      stage::perform({{"rounds", {program("14", "rounds")}, ""}}, freely);
  const std::string& out = play.at("rounds").out;
  EXPECT_THAT(out, HasSubstr("two sends: first round "));
  EXPECT_THAT(out, HasSubstr("\ntwo sends, TCP_NODELAY: first round "));
  EXPECT_THAT(out, HasSubstr("\ntwo sends, MSG_MORE: first round "));
  EXPECT_THAT(out, HasSubstr("\none send: first round "));
  EXPECT_EQ(play.at("rounds").exit, 0);
  EXPECT_EQ(lines(out), 4U);
}

TEST(Nagle, IsNoCureSwitchedOnOrOffOrTold) {
  for (const char* scene : {"write_write_read", "nodelay", "more"}) {
    SCOPED_TRACE(scene);
    const check::report report = search(scene);
    EXPECT_TRUE(report.complete) << report.stopped_by;
    EXPECT_GT(report.outcomes.size(), 1U);
  }
}

}  // namespace
