// A search that is stopped from outside reports what it has found by then.
#include <sys/time.h>

#include <csignal>

#include "searches.hpp"

namespace {

using testing::IsEmpty;
using testing::Not;

// Takes a default search minutes.
const std::vector<std::string> endless = {
    "thread_per_client 8080", "ask_whole 8080 hello", "ask_whole 8080 feng"};

class Interruptions : public SearchTest {
 protected:
  void TearDown() override {
    stage::forget_interrupt();
    SearchTest::TearDown();
  }
};

TEST_F(Interruptions, EndTheSearchWithWhatWasFound) {
  const check::report report =
      check::search(cast_of(endless), options_,
                    [](const check::progress&) { stage::interrupt(); });
  EXPECT_FALSE(report.complete);
  EXPECT_EQ(to_text(report.stopped_by), "Ctrl-C");
  ASSERT_THAT(report.outcomes, Not(IsEmpty()));
  EXPECT_GT(report.schedules, 0);
}

TEST_F(Interruptions, AreForgottenWhenTheSearchEnds) {
  check::search(cast_of(endless), options_,
                [](const check::progress&) { stage::interrupt(); });
  EXPECT_FALSE(stage::interrupted());
  EXPECT_TRUE(explored({"hear 8080 10", "say 8080 x"}).complete);
}

TEST_F(Interruptions, BeforeTheFirstPlayLeaveNothingToReport) {
  stage::interrupt();
  const check::report report = explored(endless);
  EXPECT_EQ(to_text(report.stopped_by), "Ctrl-C");
  EXPECT_FALSE(report.complete);
  EXPECT_THAT(report.outcomes, IsEmpty());
  EXPECT_THAT(report.faults, IsEmpty());
}

TEST_F(Interruptions, MayComeFromASignalHandler) {
  struct sigaction action {};
  action.sa_handler = [](int) { stage::interrupt(); };  // without SA_RESTART
  struct sigaction before {};
  ::sigaction(SIGALRM, &action, &before);
  const itimerval soon{{0, 0}, {0, 150'000}};
  ::setitimer(ITIMER_REAL, &soon, nullptr);
  const check::report report = explored(endless);
  ::sigaction(SIGALRM, &before, nullptr);
  EXPECT_FALSE(report.complete);
  EXPECT_EQ(to_text(report.stopped_by), "Ctrl-C");
}

TEST_F(Interruptions, MayComeAfterAnyProgress) {
  long schedules = 0, told = 0;
  const check::report report = check::search(
      cast_of(endless), options_, [&](const check::progress& now) {
        EXPECT_GE(now.schedules, schedules);
        EXPECT_GT(now.states, 0);
        EXPECT_GT(now.outcomes, 0U);
        EXPECT_EQ(now.faults, 0U);
        schedules = now.schedules;
        if (++told == 3) stage::interrupt();
      });
  EXPECT_GE(told, 3);
  EXPECT_GE(report.schedules, schedules);
}

// As a terminal's Ctrl-C, which all processes of its group get.
TEST_F(Interruptions, MayReachTheProcessesThatPlayToo) {
  struct sigaction action {};
  action.sa_handler = [](int) { stage::interrupt(); };
  struct sigaction before {};
  ::setpgid(0, 0);
  ::sigaction(SIGINT, &action, &before);
  const check::report report =
      check::search(cast_of(endless), options_,
                    [](const check::progress&) { ::kill(0, SIGINT); });
  ::sigaction(SIGINT, &before, nullptr);
  EXPECT_FALSE(report.complete);
  EXPECT_EQ(to_text(report.stopped_by), "Ctrl-C");
  EXPECT_THAT(report.outcomes, Not(IsEmpty()));
}

}  // namespace
