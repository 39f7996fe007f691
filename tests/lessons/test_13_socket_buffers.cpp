#include <gmock/gmock.h>

#include <cstdint>
#include <cstdio>
#include <numeric>
#include <string_view>

#include "check/check.hpp"
#include "course/course.hpp"
#include "scene.hpp"

namespace {

using testing::ElementsAre;
using testing::Gt;
using testing::HasSubstr;
using testing::SizeIs;

std::int64_t sum(const std::vector<std::int64_t>& sizes) {
  return std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0});
}

check::report search(std::string_view scene,
                     const check::options& options = {}) {
  const course::lesson lesson = course::find("13");
  return check::search(course::cast(lesson, course::find_scene(lesson, scene),
                                    course::port(lesson)),
                       options);
}

TEST(SocketBuffers, AreTwiceAsLargeAsAskedForAndNeverNothing) {
  const std::string out = play_scene("13", "sizes").at("sizes").out;
  EXPECT_THAT(out, HasSubstr("asked for 8192: send 16384, receive 16384\n"));
  EXPECT_THAT(out, HasSubstr("asked for 16384: send 32768, receive 32768\n"));
  int send = 0, receive = 0;
  ASSERT_EQ(std::sscanf(out.c_str() + out.find("asked for 1:"),
                        "asked for 1: send %d, receive %d", &send, &receive),
            2);
  EXPECT_GT(send, 1000);
  EXPECT_GT(receive, 1000);
}

TEST(SocketBuffers, ABlockingSendWaitsUntilSomebodyReadsAndLosesNothing) {
  const play::record play = play_scene("13", "send_waits");
  EXPECT_THAT(play.sends("client"), ElementsAre(100000));
  EXPECT_THAT(play.recvs("server"), SizeIs(Gt(1)));
  EXPECT_EQ(sum(play.recvs("server")), 100000);
  EXPECT_EQ(play.at("client").out, "all 100000 bytes taken\n");
  EXPECT_EQ(play.at("server").out, "all 100000 bytes came\n");
  // The client was let into send() first, and got its result only after recvs.
  int send = 0, recv = 0, said = 0;
  for (const play::call& call : play.calls) {
    if (call.name == "send") send = call.n;
    if (call.name == "recv" && recv == 0) recv = call.n;
  }
  for (const play::print& print : play.prints)
    if (print.program == "client") said = print.after;
  EXPECT_LT(send, recv);
  EXPECT_GE(said, recv);
}

TEST(SocketBuffers, SendAllOffersTheRestOfAPartialSend) {
  const play::record play = play_scene("13", "partial_send");
  EXPECT_THAT(play.sends("client"), ElementsAre(4, 3, 2));
  EXPECT_THAT(play.recvs("server"), ElementsAre(9));
  EXPECT_EQ(play.at("client").out, "all 9 bytes taken\n");
  EXPECT_EQ(play.at("server").out, "all 9 bytes came\n");
}

TEST(SocketBuffers, RecvExactAsksForTheRestOfAShortRead) {
  stage::cues order{
      "server:listen client:exit server:recv(2) server:recv(3) server:recv(1) "
      "server:exit"};
  const play::record play = play_scene("13", "partial_send", order);
  EXPECT_THAT(play.recvs("server"), ElementsAre(2, 3, 1, 3));
  EXPECT_EQ(play.at("server").out, "all 9 bytes came\n");
}

TEST(SocketBuffers, BytesLostAreThoseItWasToldWereNotTaken) {
  const play::record play = play_scene("13", "ignored_count");
  long long taken = 0, not_taken = 0;
  const std::string& out = play.at("client").out;
  ASSERT_EQ(std::sscanf(out.c_str(), "taken %lld, not taken %lld\n", &taken,
                        &not_taken),
            2)
      << out;
  EXPECT_GT(taken, 0);
  EXPECT_GT(not_taken, 0);
  EXPECT_THAT(play.sends("client"), ElementsAre(taken));
  EXPECT_EQ(sum(play.recvs("server")), taken);  // what was taken is not lost
  EXPECT_EQ(100000 - sum(play.recvs("server")), not_taken);
  EXPECT_EQ(play.at("server").err,
            "server: expected 100000 bytes, the peer left after " +
                std::to_string(taken) + "\n");
  EXPECT_EQ(play.at("server").exit, 1);
  EXPECT_EQ(play.at("client").exit, 0);  // it has noticed nothing
}

TEST(SocketBuffers, WhoIgnoresTheCountIsRightWhenAllOfItFits) {
  const play::record play = play_scene("13", "lucky_count");
  EXPECT_EQ(play.at("client").out, "taken 9, not taken 0\n");
  EXPECT_EQ(play.at("server").out, "all 9 bytes came\n");
}

TEST(SocketBuffers, WhoIgnoresTheCountLosesWhatAPartialSendLeftOver) {
  stage::cues order{"server:listen client:send(4) client:exit server:exit"};
  const play::record play = play_scene("13", "lucky_count", order);
  EXPECT_THAT(play.sends("client"), ElementsAre(4));
  EXPECT_EQ(play.at("client").out, "taken 4, not taken 5\n");
  EXPECT_EQ(play.at("server").err,
            "server: expected 9 bytes, the peer left after 4\n");
}

TEST(SocketBuffers, SendAllAndRecvExactAreRightUnderEverySchedule) {
  for (const char* scene : {"send_waits", "partial_send"}) {
    SCOPED_TRACE(scene);
    const check::report report = search(scene);
    EXPECT_TRUE(report.complete) << report.stopped_by;
    EXPECT_EQ(report.outcomes.size(), 1U);
    EXPECT_TRUE(report.faults.empty());
  }
}

TEST(SocketBuffers, ShortWritesTellSendAllFromWhoIgnoresTheCount) {
  check::options options;
  options.short_writes = true;
  const check::report right = search("partial_send", options);
  EXPECT_TRUE(right.complete) << right.stopped_by;
  EXPECT_EQ(right.outcomes.size(), 1U);
  EXPECT_TRUE(right.faults.empty());
  EXPECT_FALSE(search("lucky_count", options).faults.empty());
}

}  // namespace
