#include <gmock/gmock.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "check/check.hpp"
#include "course/course.hpp"
#include "scene.hpp"

namespace {

using testing::ElementsAre;

/// What this program's calls of that name returned. (The record has no streams
/// for UNIX sockets.)
std::vector<std::int64_t> results(const play::record& play,
                                  std::string_view program,
                                  std::string_view name) {
  std::vector<std::int64_t> all;
  for (const play::call& call : play.calls)
    if (call.program == program && call.name == name)
      all.push_back(call.result.value_or(-1));
  return all;
}

check::report search(std::string_view scene) {
  const course::lesson lesson = course::find("15");
  return check::search(course::cast(lesson, course::find_scene(lesson, scene),
                                    course::port(lesson)),
                       {});
}

TEST(UnixSockets, AStreamIsAsStickyAsTcp) {
  const play::record play = play_scene("15", "stream");
  EXPECT_THAT(results(play, "client", "send"), ElementsAre(5, 4));
  EXPECT_THAT(results(play, "server", "recv"), ElementsAre(9, 0));
  EXPECT_EQ(play.at("server").out,
            "recv 1 -> 9 \"hellofeng\"\n"
            "recv 2 -> 0 \"\"\n");
}

TEST(UnixSockets, AStreamIsSplitAsTcpIs) {
  const play::record play = play_scene("15", "stream_small_bite");
  EXPECT_THAT(results(play, "server", "recv"), ElementsAre(2, 7));
  EXPECT_EQ(play.at("server").out,
            "recv 1 -> 2 \"he\"\n"
            "recv 2 -> 7 \"llofeng\"\n");
}

TEST(UnixSockets, SeqpacketKeepsTheEndsForALateReader) {
  const play::record play = play_scene("15", "seqpacket");
  EXPECT_THAT(results(play, "client", "send"), ElementsAre(5, 4));
  EXPECT_THAT(results(play, "server", "recv"), ElementsAre(5, 4));
  EXPECT_EQ(play.at("server").out,
            "recv 1 -> 5 \"hello\"\n"
            "recv 2 -> 4 \"feng\"\n");
}

TEST(UnixSockets, SeqpacketCutsWhatDoesNotFit) {
  const play::record play = play_scene("15", "seqpacket_small_room");
  EXPECT_THAT(results(play, "server", "recv"), ElementsAre(2, 4));
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
