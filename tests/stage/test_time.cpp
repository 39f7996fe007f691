// Under a schedule time is not what orders calls: sleeps return at once, and a
// time limit is up only when nobody else can go.
#include "plays.hpp"

namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using Time = StageTest;

TEST_F(Time, SleepsAreSkippedUnderASchedule) {
  const auto before = std::chrono::steady_clock::now();
  const auto play = play_to("server:exit", {"rest 5000"});
  EXPECT_LT(std::chrono::steady_clock::now() - before, 5s);
  EXPECT_EQ(play.at("server").out, "skipped\n");
  EXPECT_EQ(call_names(play, "server"), "nanosleep nanosleep nanosleep");
  for (const play::call& one : play.calls)
    EXPECT_EQ(one.forced, play::forced::skipped);
}

TEST_F(Time, SleepsLastWhereNobodyIsInControl) {
  const auto play = play_freely({"rest 100"});
  EXPECT_EQ(play.at("server").out, "slept\n");
  EXPECT_EQ(play.ended, play::ending::exited);
}

TEST_F(Time, IsNotUpForACallThatDoesNotWait) {
  const auto play = play_to("server:listen client:connect server:recv",
                            {"wait_by 8080 O_NONBLOCK 60000", "say 8080 x"});
  EXPECT_EQ(play.at("server").out,
            "1 ready\nrecv: Resource temporarily unavailable\n");
  for (const play::call& one : play.calls)
    EXPECT_EQ(one.forced, play::forced::none);
}

class TimeLimit : public StageTest,
                  public testing::WithParamInterface<const char*> {
 protected:
  std::string server() const {
    return "wait_by 8080 " + std::string(GetParam()) + " 60000";
  }
};

TEST_P(TimeLimit, IsNotUpWhileAnybodyElseCanGo) {
  const auto play = play_to("server:listen", {server(), "say 8080 x"});
  EXPECT_EQ(play.at("server").out, "1 ready\nrecv: 1 x\n");
}

TEST_P(TimeLimit, IsUpAtOnceWhenNobodyElseCan) {
  const auto before = std::chrono::steady_clock::now();
  const auto play = play_to("server:listen", {server(), "listen_first 8080"});
  EXPECT_LT(std::chrono::steady_clock::now() - before, 10s);
  EXPECT_EQ(play.at("server").out,
            GetParam() == std::string("SO_RCVTIMEO")
                ? "1 ready\nrecv: Resource temporarily unavailable\n"
                : "0 ready\n");
  EXPECT_EQ(play.at("server").exit, 0);
  EXPECT_THAT(play.calls, testing::Contains(testing::Field(
                              &play::call::forced, play::forced::time_is_up)));
}

TEST_P(TimeLimit, IsUpWhereACueSaysSo) {
  const std::string call = GetParam() == std::string("SO_RCVTIMEO") ? "recv"
                           : GetParam() == std::string("ppoll")     ? "poll"
                           : GetParam() == std::string("pselect")   ? "select"
                           : GetParam() == std::string("epoll") ? "epoll_wait"
                                                                : GetParam();
  const auto play = play_to("server:listen client:connect server:" + call,
                            {server(), "say 8080 x"});
  EXPECT_THAT(play.at("server").out,
              testing::AnyOf(HasSubstr("0 ready"), HasSubstr("unavailable")));
}

TEST_P(TimeLimit, RunsOutInItsOwnTimeWhereNobodyIsInControl) {
  const auto play =
      play_freely({"wait_by 8080 " + std::string(GetParam()) + " 300",
                   "listen_first 8080"});
  EXPECT_THAT(play.at("server").out,
              testing::AnyOf(HasSubstr("0 ready"), HasSubstr("unavailable")));
  EXPECT_EQ(play.ended, play::ending::exited);
}

INSTANTIATE_TEST_SUITE_P(, TimeLimit,
                         testing::Values("poll", "ppoll", "select", "pselect",
                                         "epoll", "SO_RCVTIMEO"),
                         parameter_name);

}  // namespace
