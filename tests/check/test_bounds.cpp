// A search stops at its bounds, and says which one stopped it.
#include <algorithm>

#include "searches.hpp"

namespace {

using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Le;
using testing::Not;
using testing::ResultOf;
using testing::SizeIs;

int shorts_of(const check::outcome& one) {
  return one.deviations.of(check::choice::way::cut);
}
int preemptions_of(const check::outcome& one) {
  return one.deviations.preemptions;
}

const std::vector<std::string> naive = {"hear 8080 10 10",
                                        "say 8080 hello feng"};
// Takes a default search minutes.
const std::vector<std::string> endless = {
    "thread_per_client 8080", "ask_whole 8080 hello", "ask_whole 8080 feng"};

using Bounds = SearchTest;

TEST_F(Bounds, AreWideEnoughForASmallPair) {
  const check::report report = explored(naive);
  EXPECT_TRUE(report.complete);
  EXPECT_EQ(to_text(report.stopped_by), "");
}

TEST_F(Bounds, OnLengthsAreLiftedWhereNothingElseIsFound) {
  const std::vector<std::string> cast = {"fail_at_length 8080 6",
                                         "say 8080 hello,feng"};
  EXPECT_THAT(explored(cast).faults, IsEmpty());
  options_.then_each_length = 10;
  const check::report report = explored(cast, options_);
  EXPECT_TRUE(report.complete);
  EXPECT_EQ(report.each_length, 10);
  EXPECT_THAT(faults(report), Not(IsEmpty()));
  EXPECT_THAT(outcomes(report), IsSupersetOf(outcomes(explored(cast))));
}

TEST_F(Bounds, OnLengthsThatAreLiftedAreToldOnlyWhereAllWasTried) {
  const std::vector<std::string> cast = {"fail_at_length 8080 0",
                                         "say 8080 hello,feng"};
  options_.then_each_length = 5;  // fewer than there are
  EXPECT_THAT(explored(cast, options_).faults, IsEmpty());
  EXPECT_EQ(explored(cast, options_).each_length, 5);
  options_.each_length = 10;  // nothing is left to try
  EXPECT_EQ(explored(cast, options_).each_length, 0);
}

TEST_F(Bounds, AreNoneWhereTheyAreUnset) {
  options_.schedules.reset();
  options_.time.reset();
  options_.shorts.reset();
  const check::report report = explored(naive, options_);
  EXPECT_TRUE(report.complete);
  EXPECT_THAT(outcomes(report), IsSupersetOf(outcomes(explored(naive))));
}

TEST_F(Bounds, OnSchedulesAreExact) {
  for (const int jobs : {1, 3}) {
    options_.jobs = jobs;
    for (const long most : {1, 2, 7}) {
      options_.schedules = most;
      const check::report report = explored(naive, options_);
      EXPECT_EQ(report.schedules, most);
      EXPECT_FALSE(report.complete);
      EXPECT_EQ(to_text(report.stopped_by),
                std::to_string(most) + " schedules");
      EXPECT_THAT(report.outcomes, Not(IsEmpty()));
    }
  }
}

TEST_F(Bounds, OnSchedulesThatAreJustEnoughStopNothing) {
  options_.schedules = explored(naive).schedules;
  const check::report report = explored(naive, options_);
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_EQ(report.schedules, options_.schedules);
  --*options_.schedules;
  EXPECT_FALSE(explored(naive, options_).complete);
}

// The search starts again when it finds that a program uses epoll_wait after
// all, unless it has to stop at that very moment.
TEST_F(Bounds, OnSchedulesAreExactWhereEpollIsFoundLate) {
  for (long most = 1; most <= 15; ++most) {
    options_.schedules = most;
    const check::report report = explored(
        {"epoll_if_short 8080 2", "ask_whole 8080 ab", "ask_whole 8080 cd"},
        options_);
    EXPECT_EQ(report.schedules, most);
    EXPECT_EQ(to_text(report.stopped_by), std::to_string(most) + " schedules");
  }
}

TEST_F(Bounds, OnTimeEndTheSearchWithWhatWasFound) {
  options_.time = std::chrono::milliseconds(250);
  const check::report report = explored(endless, options_);
  EXPECT_FALSE(report.complete);
  EXPECT_EQ(to_text(report.stopped_by), "0.25 s");
  EXPECT_THAT(report.outcomes, SizeIs(1));
  EXPECT_GT(report.schedules, 0);
}

TEST_F(Bounds, OnTimeLetTheFirstPlayBeDone) {
  options_.time = std::chrono::milliseconds(1);
  const check::report report = explored(naive, options_);
  EXPECT_EQ(to_text(report.stopped_by), "0.001 s");
  ASSERT_THAT(report.outcomes, Not(IsEmpty()));
  EXPECT_EQ(report.outcomes.front().cues, "");
}

// By itself the pair makes ten calls; each cut adds one.
TEST_F(Bounds, OfTheStageAreAFaultAndStopTheSearch) {
  const std::vector<std::string> pair = {"receive_by 8080 recv",
                                         "say 8080 hello"};
  options_.stage.most_calls = 12;
  const check::report report = explored(pair, options_);
  EXPECT_FALSE(report.complete);
  EXPECT_EQ(to_text(report.stopped_by), "12 calls, and no end in sight");
  EXPECT_THAT(faults(report), Contains(testing::StartsWith("spinning: ")));
}

TEST_F(Bounds, OfNoShortsLeaveOnlyTheOrders) {
  options_.shorts = 0;
  const check::report report = explored(naive, options_);
  EXPECT_TRUE(report.complete);
  EXPECT_THAT(outputs(report, "server"),
              ElementsAre("recv: 5 hello\nrecv: 4 feng\n",
                          "recv: 9 hellofeng\nrecv: 0 \n"));
}

TEST_F(Bounds, OnShortsAreTheMostOfOneSchedule) {
  std::vector<std::string> found;
  for (const int most : {0, 1, 2}) {
    options_.shorts = most;
    const check::report report = explored(naive, options_);
    EXPECT_TRUE(report.complete);
    EXPECT_THAT(report.outcomes, Each(ResultOf(shorts_of, Le(most))));
    EXPECT_THAT(report.outcomes, Contains(ResultOf(shorts_of, most)));
    EXPECT_THAT(outcomes(report), IsSupersetOf(found));
    EXPECT_GT(report.outcomes.size(), found.size());
    found = outcomes(report);
  }
}

// A client may go on as long as it can: that is no preemption. But to send
// between two reads it has to go out of turn.
TEST_F(Bounds, OfNoPreemptionsLeaveOnlyRuns) {
  options_.preemptions = 0;
  const check::report none = explored(naive, options_);
  EXPECT_TRUE(none.complete);
  EXPECT_THAT(none.outcomes, Each(ResultOf(preemptions_of, 0)));
  EXPECT_THAT(outputs(none, "server"),
              Contains("recv: 9 hellofeng\nrecv: 0 \n"));
  options_.preemptions = 1;
  const check::report one = explored(naive, options_);
  EXPECT_GT(one.outcomes.size(), none.outcomes.size());
  EXPECT_THAT(outcomes(one), IsSupersetOf(outcomes(none)));
  EXPECT_THAT(outcomes(explored(naive)), IsSupersetOf(outcomes(one)));
}

// The lengths of the first recv, from 1 to 9.
std::vector<std::string> first_reads(const check::report& report) {
  std::vector<std::string> sizes;
  for (const std::string& text : outputs(report, "server"))
    sizes.push_back(text.substr(6, 1));
  sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
  return sizes;
}

TEST_F(Bounds, OnLengthsAllowEachOfThem) {
  EXPECT_THAT(first_reads(explored(naive)),
              ElementsAre("1", "2", "4", "5", "6", "8", "9"));
  options_.each_length = 5;
  EXPECT_THAT(first_reads(explored(naive, options_)),
              ElementsAre("1", "2", "3", "4", "5", "6", "8", "9"));
  options_.each_length = 9;
  EXPECT_THAT(first_reads(explored(naive, options_)),
              ElementsAre("1", "2", "3", "4", "5", "6", "7", "8", "9"));
}

TEST_F(Bounds, IncludeShortWritesWhereAsked) {
  const std::vector<std::string> pair = {"hear 8080 10w", "say 8080 hello"};
  EXPECT_THAT(outputs(explored(pair), "server"),
              ElementsAre("recv: 5 hello\n"));
  options_.short_writes = true;
  const check::report report = explored(pair, options_);
  EXPECT_TRUE(report.complete);
  EXPECT_THAT(outputs(report, "server"),
              ElementsAre("recv: 1 h\n", "recv: 4 hell\n", "recv: 5 hello\n"));
  EXPECT_THAT(
      faults(report),
      ElementsAre("output differs server: server:listen client:send(1)"));
}

TEST_F(Bounds, OfTheStageThatAreReachedByItselfAreTold) {
  options_.stage.most_calls = 9;
  try {
    explored(naive, options_);
    FAIL() << "it was explored";
  } catch (const check::cannot_explore& error) {
    EXPECT_STREQ(error.what(),
                 "cannot be explored: without interfering, 9 calls, and no end "
                 "in sight");
  }
}

}  // namespace
