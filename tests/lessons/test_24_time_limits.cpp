#include <gmock/gmock.h>

#include <algorithm>
#include <cerrno>

#include "check/check.hpp"
#include "course/course.hpp"
#include "sanitized.hpp"
#include "scene.hpp"

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

/// What each call of that name returned to the program: its result, or -errno.
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

/// How many of the calls of that name a time limit ended.
std::size_t timed_out(const play::record& play, std::string_view program,
                      std::string_view name) {
  return static_cast<std::size_t>(
      std::ranges::count_if(play.calls, [&](const play::call& call) {
        return call.program == program && call.name == name &&
               call.forced == play::forced::time_is_up;
      }));
}

check::report search(std::string_view scene, check::options options = {}) {
  const course::lesson lesson = course::find("24");
  options.time.reset();
  if (sanitized) options.schedules = 200;
  return check::search(course::cast(lesson, course::find_scene(lesson, scene),
                                    course::port(lesson)),
                       options);
}

TEST(TimeLimits, WhatCameBeforeTheLimitIsKept) {
  const play::record play = play_scene("24", "kept");
  EXPECT_THAT(play.sends("server"), ElementsAre(4, 5));
  EXPECT_THAT(results(play, "client", "recv"), ElementsAre(4, -EAGAIN, 5, 0));
  EXPECT_EQ(timed_out(play, "client", "recv"), 1U);
  EXPECT_EQ(play.at("client").out, "5 bytes \"hello\"\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST(TimeLimits, AThrownAwayHeaderMakesAHeaderOfTheMessage) {
  const play::record play = play_scene("24", "thrown_away");
  EXPECT_THAT(play.sends("server"), ElementsAre(4, 5));
  // The second is asked for 5 bytes and gets none; "hell" is the third.
  EXPECT_THAT(results(play, "client", "recv"), ElementsAre(4, -EAGAIN, 4));
  EXPECT_EQ(play.at("client").out, "");
  EXPECT_EQ(play.at("client").err,
            "client: expected a length from 0 to 65536 (4 bytes, big-endian), "
            "got 1751477356 (bytes \"hell\")\n");
  EXPECT_EQ(play.at("client").exit, 1);
}

TEST(TimeLimits, HalfAMessageIsKeptWithItsHeader) {
  const play::record play = play_scene("24", "half_a_message");
  EXPECT_THAT(play.sends("server"), ElementsAre(4, 5, 4, 2, 2));
  EXPECT_THAT(results(play, "client", "recv"), ElementsAre(15, -EAGAIN, 2, 0));
  EXPECT_EQ(play.at("client").out, "5 bytes \"hello\"\n4 bytes \"feng\"\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST(TimeLimits, FourWaysOfNotWaitingFindTheSameNothing) {
  const play::record play = play_scene("24", "four_ways");
  EXPECT_THAT(results(play, "client", "recv"),
              ElementsAre(-EAGAIN, -EAGAIN, -EAGAIN, 9));
  EXPECT_THAT(results(play, "client", "poll"), ElementsAre(0, 1));
  // Only one of them had a limit that could run out.
  EXPECT_EQ(timed_out(play, "client", "recv"), 1U);
  EXPECT_EQ(timed_out(play, "client", "poll"), 1U);
  const std::string nothing = "recv -> -1 Resource temporarily unavailable\n";
  EXPECT_EQ(play.at("client").out, "MSG_DONTWAIT, this call: " + nothing +
                                       "SO_RCVTIMEO is 0 s\n"
                                       "SO_RCVTIMEO is 1 s\n"
                                       "SO_RCVTIMEO, this socket: " +
                                       nothing +
                                       "O_NONBLOCK, every call: " + nothing +
                                       "poll, before the call: 0\n"
                                       "when poll says so: recv -> 9\n");
}

TEST(TimeLimits, AConnectThatNobodyAnswersIsGivenUp) {
  const play::record play = play_scene("24", "nobody_answers");
  EXPECT_THAT(results(play, "client2", "connect"), ElementsAre(-EINPROGRESS));
  EXPECT_THAT(results(play, "client2", "poll"), ElementsAre(0));
  EXPECT_THAT(play.at("client2").out,
              testing::EndsWith(": Connection timed out\n"));
  EXPECT_EQ(play.at("client2").err, "client: no address answers\n");
  EXPECT_EQ(play.at("client2").exit, 1);
  EXPECT_EQ(play.at("client").out, "5 bytes \"hello\"\n");  // it was in line
}

/// True if this network has an address ::1 to call.
bool has_ipv6() {
  return stage::no_own_network().empty() ||
         play_scene("24", "v6_only").at("client2").exit == 0;
}

TEST(TimeLimits, WritableIsNotConnectedAndTheNextAddressIsTried) {
  if (!has_ipv6()) GTEST_SKIP() << "this machine has no address ::1";
  const play::record play = play_scene("24", "next_address");
  EXPECT_THAT(results(play, "client", "poll"), ElementsAre(1, 1));
  EXPECT_THAT(results(play, "client", "getsockopt"),
              ElementsAre(ECONNREFUSED, 0));
  const std::string& out = play.at("client").out;
  EXPECT_THAT(out, StartsWith("[::1]:"));
  EXPECT_THAT(out, HasSubstr(": Connection refused\n127.0.0.1:"));
  EXPECT_THAT(out, HasSubstr(": connected\n127.0.0.1:"));
}

TEST(TimeLimits, EachEndNamesItselfAsTheOtherNamesIt) {
  const play::record play = play_scene("24", "next_address");
  // "127.0.0.1:50001 -> 127.0.0.1:8086" and "... has called ...".
  std::string name = play.at("client").out;
  name = name.substr(name.rfind('\n', name.size() - 2) + 1);
  name.replace(name.find(" -> "), 4, " has called ");
  EXPECT_EQ(play.at("server").out, name);
}

TEST(TimeLimits, OneListenerHearsBothFamilies) {
  if (!has_ipv6()) GTEST_SKIP() << "this machine has no address ::1";
  const play::record play = play_scene("24", "both_families");
  EXPECT_EQ(play.at("client").exit, 0);
  EXPECT_EQ(play.at("client2").exit, 0);
  EXPECT_THAT(play.at("server").out, StartsWith("[::ffff:127.0.0.1]:"));
  EXPECT_THAT(play.at("server").out, HasSubstr("\n[::1]:"));
  EXPECT_THAT(results(play, "server", "accept"), SizeIs(2));
}

TEST(TimeLimits, WithV6OnlyAnIpv4CallerIsRefused) {
  if (!has_ipv6()) GTEST_SKIP() << "this machine has no address ::1";
  const play::record play = play_scene("24", "v6_only");
  EXPECT_THAT(play.at("client").out, HasSubstr(": Connection refused\n"));
  EXPECT_EQ(play.at("client").exit, 1);
  EXPECT_EQ(play.at("client2").exit, 0);
  EXPECT_THAT(results(play, "server", "accept"), SizeIs(1));
}

TEST(TimeLimits, KeepingIsRightUnderEverySchedule) {
  check::options twice;
  twice.late = 2;  // limits that strike early, in one schedule
  const check::report report = search("kept", twice);
  EXPECT_TRUE(report.complete || sanitized) << report.stopped_by;
  EXPECT_THAT(report.outcomes, SizeIs(1));
  EXPECT_THAT(report.faults, IsEmpty());
}

TEST(TimeLimits, ThrowingAwayIsFoundByOneLimitThatStrikesEarly) {
  check::options first_few;
  first_few.schedules = 200;
  const check::report report = search("thrown_away", first_few);
  ASSERT_THAT(report.faults, testing::Not(IsEmpty()));
  EXPECT_EQ(report.faults.front().program, "client");
  EXPECT_EQ(report.faults.front().cues,
            "server:listen client:connect server:send client:recv*2");
  EXPECT_THAT(report.outcomes,
              Contains(Field(&check::outcome::programs,
                             Contains(Field(&play::program::err,
                                            HasSubstr("got 1751477356 (bytes "
                                                      "\"hell\")"))))));
}

TEST(TimeLimits, WithoutALimitThatStrikesThrowingAwayIsNotFound) {
  check::options prompt;
  prompt.late = 0;
  const check::report report = search("thrown_away", prompt);
  EXPECT_TRUE(report.complete || sanitized) << report.stopped_by;
  EXPECT_THAT(report.outcomes, SizeIs(1));
  EXPECT_THAT(report.faults, IsEmpty());
}

}  // namespace
