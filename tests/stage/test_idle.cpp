// A play ends when no client is left and servers do nothing but wait, also
// where they come back from their waits; and not before.
#include "plays.hpp"

namespace {

using play::ending;
using testing::ElementsAre;
using testing::HasSubstr;

class Ticking : public StageTest,
                public testing::WithParamInterface<const char*> {
 protected:
  std::vector<std::string> pair_ = {"tick " + std::string(GetParam()) + " 8080",
                                    "ask 8080 hello"};
};

TEST_P(Ticking, ServerIsIdleWhereNobodyIsInControl) {
  const auto play = play_freely(pair_);
  EXPECT_EQ(play.ended, ending::idle);
  EXPECT_EQ(play.at("client").out, "recv: 5 hello\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

TEST_P(Ticking, ServerIsIdleUnderASchedule) {
  const auto play = play_to("server:listen", pair_);
  EXPECT_EQ(play.ended, ending::idle);
  EXPECT_EQ(play.at("client").out, "recv: 5 hello\n");
  EXPECT_EQ(play.at("client").exit, 0);
}

INSTANTIATE_TEST_SUITE_P(, Ticking,
                         testing::Values("poll", "select", "epoll",
                                         "epoll_timer", "sleep", "futex",
                                         "timer"),
                         parameter_name);

class Finishing : public StageTest,
                  public testing::WithParamInterface<const char*> {};

TEST_P(Finishing, ServerIsNotIdleBeforeItHasFinished) {
  const auto play = play_freely(
      {"finish_later " + std::string(GetParam()) + " 8080", "say 8080 x"});
  EXPECT_EQ(play.ended, ending::idle);
  EXPECT_EQ(play.at("server").out, "finished\n");
}

INSTANTIATE_TEST_SUITE_P(, Finishing,
                         testing::Values("sleep", "turns", "futex"),
                         parameter_name);

using Idle = StageTest;

TEST_F(Idle, IsNobodyWhoCallsAgain) {
  const auto play = play_freely({"tick poll 8080", "call_again 9090 700 3"});
  EXPECT_EQ(play.ended, ending::idle);
  EXPECT_EQ(play.at("client").exit, 1);
  EXPECT_THAT(results(play, "client", "connect"), ElementsAre(-1, -1, -1));
}

// What one waits for in vain is not what would let the other in.
class Nobody : public StageTest,
               public testing::WithParamInterface<const char*> {};

TEST_P(Nobody, WhoCallsANumberThatNobodyHasIsRefused) {
  const auto play = play_to("", {"tick " + std::string(GetParam()) + " 8080",
                                 "call_again 9090 700 1"});
  EXPECT_EQ(play.ended, ending::idle);
  EXPECT_EQ(play.at("client").err, "connect: Connection refused\n");
  EXPECT_EQ(play.at("client").exit, 1);
}

INSTANTIATE_TEST_SUITE_P(, Nobody,
                         testing::Values("poll", "epoll_timer", "sleep",
                                         "futex", "timer"),
                         parameter_name);

TEST_F(Idle, WhoLooksForAMomentIsNotStarvedByWhoAsksForEver) {
  for (const bool other_way : {false, true}) {
    std::vector<std::string> pair = {"look_and_say 8080 hi",
                                     "ask_for_room 8080"};
    if (other_way) std::swap(pair[0], pair[1]);
    const auto play =
        play_to(other_way ? "client:listen" : "server:listen", pair);
    EXPECT_EQ(play.ended, ending::exited);
    EXPECT_EQ(play.at(other_way ? "server" : "client").out, "recv: 2 hi\n");
  }
}

TEST_F(Idle, WhoSleepsAgainAndAgainAloneWaitsForever) {
  const auto play = play_to("", {"tick sleep 8080", "listen_first 8080"});
  EXPECT_EQ(play.ended, ending::everyone_waits);
  EXPECT_THAT(to_text(play.ended_because),
              HasSubstr("server waits for time to pass in nanosleep"));
}

TEST_F(Idle, ComesAfterTheHandlersOfSigchld) {
  for (const char* how : {"accept", "poll"}) {
    for (const bool free : {false, true}) {
      const std::vector<std::string> cast = {
          "reap " + std::string(how) + " 8080", "say 8080 a", "say 8080 b"};
      const auto play =
          free ? play_freely(cast) : play_to("server:listen", cast);
      EXPECT_EQ(play.ended, ending::idle);
      EXPECT_EQ(play.at("server").out, "reaped\nreaped\n");
    }
  }
}

// What nobody is told has not happened: accept is started again.
TEST_F(Idle, CallThatIsStartedAgainIsOneCall) {
  for (const bool free : {false, true}) {
    const std::vector<std::string> pair = {"reap accept 8080", "say 8080 a"};
    const auto play = free ? play_freely(pair) : play_to("server:listen", pair);
    EXPECT_THAT(results(play, "server", "accept"), testing::SizeIs(1));
    const auto waiting = std::ranges::count_if(
        play.calls, [](const play::call& call) { return !call.result; });
    EXPECT_EQ(waiting, free ? 1 : 0);
  }
}

TEST_F(Idle, CallThatIsNotStartedAgainFails) {
  const auto play = play_to("server:listen", {"reap poll 8080", "say 8080 a"});
  EXPECT_THAT(results(play, "server", "poll"), ElementsAre(1, -1));
}

}  // namespace
