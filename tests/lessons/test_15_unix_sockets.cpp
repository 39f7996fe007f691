#include <gmock/gmock.h>

#include <string_view>

#include "check/check.hpp"
#include "course/course.hpp"
#include "scene.hpp"

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

check::report search(std::string_view scene) {
  const course::lesson lesson = course::find("15");
  return check::search(course::cast(lesson, course::find_scene(lesson, scene),
                                    course::port(lesson)),
                       {});
}

TEST(UnixSockets, AStreamIsAsStickyAsTcp) {
  const play::record play = play_scene("15", "stream");
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 4));
  EXPECT_THAT(play.segments("client"), IsEmpty());
  EXPECT_THAT(play.recvs("server"), ElementsAre(9, 0));
  EXPECT_EQ(play.at("server").out,
            "recv 1 -> 9 \"hellofeng\"\n"
            "recv 2 -> 0 \"\"\n");
}

TEST(UnixSockets, AStreamIsSplitAsTcpIs) {
  const play::record play = play_scene("15", "stream_small_bite");
  EXPECT_THAT(play.recvs("server"), ElementsAre(2, 7));
  EXPECT_EQ(play.at("server").out,
            "recv 1 -> 2 \"he\"\n"
            "recv 2 -> 7 \"llofeng\"\n");
}

TEST(UnixSockets, SeqpacketKeepsTheEndsForALateReader) {
  const play::record play = play_scene("15", "seqpacket");
  EXPECT_THAT(play.sends("client"), ElementsAre(5, 4));
  EXPECT_THAT(play.recvs("server"), ElementsAre(5, 4));
  EXPECT_EQ(play.at("server").out,
            "recv 1 -> 5 \"hello\"\n"
            "recv 2 -> 4 \"feng\"\n");
}

TEST(UnixSockets, SeqpacketCutsWhatDoesNotFit) {
  const play::record play = play_scene("15", "seqpacket_small_room");
  EXPECT_THAT(play.recvs("server"), ElementsAre(2, 4));
  EXPECT_EQ(play.at("server").out,
            "recv 1 -> 2 \"he\"\n"
            "recv 2 -> 4 \"feng\"\n");
}

TEST(UnixSockets, SeqpacketKeepsTheEndsUnderEverySchedule) {
  const check::report report = search("seqpacket");
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_EQ(report.outcomes.size(), 1U);
  EXPECT_TRUE(report.faults.empty());
}

TEST(UnixSockets, AStreamDoesNot) {
  const check::report report = search("stream");
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_GT(report.outcomes.size(), 1U);
  EXPECT_FALSE(report.faults.empty());
}

}  // namespace
