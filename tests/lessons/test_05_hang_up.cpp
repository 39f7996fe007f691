#include <gmock/gmock.h>

#include <cerrno>
#include <numeric>

#include "check/check.hpp"
#include "course/course.hpp"
#include "scene.hpp"

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::Gt;
using testing::SizeIs;

/// What each call of that name returned to the program: bytes, or -errno.
std::vector<std::int64_t> results(const play::record& play,
                                  std::string_view program,
                                  std::string_view name) {
  std::vector<std::int64_t> all;
  for (const play::call& call : play.calls) {
    if (call.program == program && call.name == name && call.result)
      all.push_back(*call.result == -1 ? -call.error : *call.result);
  }
  return all;
}

const play::stream& to_client(const play::record& play) {
  for (const play::stream& stream : play.streams) {
    if (stream.from == "server") return stream;
  }
  throw std::runtime_error("the server sent nothing");
}

std::int64_t received(const play::stream& stream) {
  std::int64_t bytes = 0;
  for (const play::piece& recv : stream.recvs) bytes += recv.size;
  return bytes;
}

check::report search(std::string_view scene) {
  const course::lesson lesson = course::find("05");
  return check::search(course::cast(lesson, course::find_scene(lesson, scene),
                                    course::port(lesson)),
                       {});
}

TEST(HangUp, AClientThatClosesIsTheEndOfStreamAndStaysSo) {
  const play::record play = play_scene("05", "closes");
  EXPECT_THAT(results(play, "server", "recv"), ElementsAre(5, 0, 0));
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST(HangUp, AKilledClientIsNoDifferentIfItHadReadEverything) {
  const play::record play = play_scene("05", "killed");
  EXPECT_THAT(results(play, "server", "recv"), ElementsAre(5, 0, 0));
  EXPECT_EQ(play.at("client").signal, "SIGKILL");
}

TEST(HangUp, UnreadInputIsAResetOnceAndThenLooksLikeACleanEnd) {
  const play::record play = play_scene("05", "unread");
  // What had arrived before the reset stays readable.
  EXPECT_THAT(results(play, "server", "recv"), ElementsAre(5, -ECONNRESET, 0));
  EXPECT_EQ(play.at("server").out,
            "recv -> 5 \"hello\"\n"
            "recv -> -1 Connection reset by peer\n"
            "recv -> 0 \"\"\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST(HangUp, AClientKilledWithUnreadInputIsAResetToo) {
  const play::record play = play_scene("05", "killed_unread");
  EXPECT_THAT(results(play, "server", "recv"), ElementsAre(-ECONNRESET, 0));
  EXPECT_EQ(play.at("client").signal, "SIGKILL");
}

TEST(HangUp, TheFirstSendAfterACloseSucceedsAndTheSecondIsEpipe) {
  const play::record play = play_scene("05", "sends_on");
  EXPECT_THAT(results(play, "server", "send"), ElementsAre(3, 3, -EPIPE));
  EXPECT_EQ(play.at("server").out,
            "send -> 3 \"one\"\n"
            "send -> 3 \"two\"\n"
            "send -> -1 Broken pipe\n");
  EXPECT_EQ(received(to_client(play)), 3);  // "two" was taken, and is gone
  EXPECT_EQ(play.at("server").exit, 0);
}

TEST(HangUp, AfterAResetTheSendsAreEconnresetAndThenEpipe) {
  const play::record play = play_scene("05", "sends_on_after_reset");
  EXPECT_THAT(results(play, "server", "send"),
              ElementsAre(3, -ECONNRESET, -EPIPE));
}

TEST(HangUp, WithoutMsgNosignalTheServerDiesWithoutAWord) {
  const play::record play = play_scene("05", "sigpipe");
  EXPECT_EQ(play.at("server").signal, "SIGPIPE");
  EXPECT_EQ(play.at("server").out, "send -> 3 \"one\"\nsend -> 3 \"two\"\n");
  EXPECT_EQ(play.at("server").err, "");
}

TEST(HangUp, CloseWithUnreadInputDestroysWhatWasNotYetDelivered) {
  const play::record play = play_scene("05", "destroyed");
  EXPECT_THAT(play.sends("server"), ElementsAre(20000));
  EXPECT_EQ(play.at("server").out, "sent 20000 bytes\n");
  EXPECT_EQ(play.at("server").exit, 0);  // it noticed nothing
  // How much came is a matter of the kernel's buffers; what did not come is
  // counted exactly, by the play and by the client.
  const std::int64_t came = received(to_client(play));
  const std::int64_t destroyed = 20000 - came;
  EXPECT_THAT(came, Gt(0));
  EXPECT_THAT(destroyed, Gt(0));
  EXPECT_EQ(play.at("client").out,
            "came " + std::to_string(20000 - destroyed) +
                " bytes, then: Connection reset by peer\n");
  EXPECT_EQ(play.at("client").exit, 1);
}

TEST(HangUp, WhatWasDestroyedHadNotLeftTheServersKernel) {
  if (!stage::no_own_network().empty()) {
    GTEST_SKIP() << stage::no_own_network();
  }
  const play::record play = play_scene("05", "destroyed");
  const std::vector<std::int64_t> segments = play.segments("server");
  // All that crossed could be read, also after the reset.
  EXPECT_EQ(std::accumulate(segments.begin(), segments.end(), std::int64_t{0}),
            received(to_client(play)));
}

TEST(HangUp, ShutdownAndDrainDeliversEverything) {
  const play::record play = play_scene("05", "drained");
  EXPECT_THAT(results(play, "client", "recv"),
              ElementsAre(5000, 5000, 5000, 5000, 0));
  EXPECT_EQ(play.at("client").out, "came 20000 bytes, then the end\n");
  EXPECT_EQ(play.at("server").out,
            "sent 20000 bytes\nheard 9 bytes, then the end\n");
  EXPECT_EQ(play.at("client").exit, 0);
  EXPECT_EQ(play.at("server").exit, 0);
}

TEST(HangUp, ShutdownAndDrainDeliversMoreThanTheBuffersHold) {
  stage::free_run freely;
  const std::string port = a_port();
  const play::record play = stage::perform(
      {{"server",
        {program("05", "server_drains"), "127.0.0.1", port, "100000"},
        ""},
       {"client", {program("05", "client_download"), "127.0.0.1", port}, ""}},
      freely);
  EXPECT_EQ(play.at("client").out, "came 100000 bytes, then the end\n");
  EXPECT_EQ(play.at("server").exit, 0);
}

TEST(HangUp, AFewBytesAllArriveAndOnlyTheEndIsWrong) {
  const play::record play = play_scene("05", "nine_bytes");
  EXPECT_THAT(results(play, "client", "recv"), ElementsAre(9, -ECONNRESET));
}

TEST(HangUp, AHalfClosedConnectionStillCarriesTheOtherDirection) {
  const play::record play = play_scene("05", "half_close");
  EXPECT_THAT(results(play, "client", "recv"), ElementsAre(9, 0));
  EXPECT_THAT(results(play, "client", "send"), ElementsAre(3, 6));
  EXPECT_THAT(results(play, "server", "recv"), ElementsAre(9, 0));
}

TEST(HangUp, DrainingIsRightUnderEverySchedule) {
  const check::report report = search("half_close");
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_THAT(report.outcomes, SizeIs(1));
  EXPECT_TRUE(report.faults.empty());
}

TEST(HangUp, SigpipeIsFoundByTheSearch) {
  EXPECT_THAT(search("sigpipe").faults,
              Contains(Field(&check::fault::program, "server")));
}

}  // namespace
