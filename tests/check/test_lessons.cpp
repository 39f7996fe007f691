// Lessons' pairs, searched within the default bounds.
#include <regex>

#include "course/course.hpp"
#include "searches.hpp"

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::SizeIs;

class Lesson : public SearchTest {
 protected:
  // "11/client" with its lesson's own port.
  static stage::program of_lesson(const std::string& name,
                                  const std::string& input = {}) {
    const std::string role = name.substr(3, 6);
    return {role, {course::program_path(name), "127.0.0.1", "8080"}, input};
  }
  check::report search_pair(const std::string& server,
                            const std::string& client,
                            const std::string& input = {}) {
    cast_ = {of_lesson(server), of_lesson(client, input)};
    return check::search(cast_, options_);
  }

  std::vector<stage::program> cast_;
};

// What the naive server's two recv calls returned: "hello+feng".
std::vector<std::string> pairs(const check::report& report) {
  static const std::regex quoted("\"([^\"]*)\"\\n.*\"([^\"]*)\"");
  std::vector<std::string> all;
  for (const std::string& text : outputs(report, "server")) {
    std::smatch found;
    if (std::regex_search(text, found, quoted))
      all.push_back(found.str(1) + "+" + found.str(2));
  }
  return all;
}

TEST_F(Lesson, NaivePairComesToManyOutcomes) {
  const check::report report = search_pair("11/server", "11/client");
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_THAT(pairs(report), IsSupersetOf({"hellofeng+", "hello+feng", "h+e",
                                           "h+ello", "h+ellofeng", "hello+f"}));
  EXPECT_THAT(report.notes, IsEmpty());
}

TEST_F(Lesson, NaivePairsSmallestFaultIsTwoSendsInARow) {
  const check::report report = search_pair("11/server", "11/client");
  ASSERT_THAT(report.faults, testing::Not(IsEmpty()));
  const check::fault& first = report.faults.front();
  EXPECT_EQ(first.kind, check::fault_kind::output_differs);
  EXPECT_EQ(first.program, "server");
  EXPECT_EQ(first.cues, "server:listen client:send*2");
  const check::outcome& outcome = report.outcomes.at(first.outcome);
  EXPECT_EQ(outcome.deviations.preemptions, 0);
  EXPECT_EQ(outcome.deviations.of(check::choice::way::cut), 0);
}

// The server takes fewer bytes than were sent and leaves.
TEST_F(Lesson, NaivePairsClientMayMeetAReset) {
  const check::report report = search_pair("11/server", "11/client");
  EXPECT_THAT(faults(report), Contains(HasSubstr("exit differs client: ")));
}

TEST_F(Lesson, NaivePairsFirstOutcomeIsWhatHappensByItself) {
  const check::report report = search_pair("11/server", "11/client");
  ASSERT_THAT(report.outcomes, testing::Not(IsEmpty()));
  EXPECT_EQ(report.outcomes.front().cues, "");
  EXPECT_EQ(report.outcomes.front().programs.at(0).out,
            "recv 1 -> 5 \"hello\"\nrecv 2 -> 4 \"feng\"\n");
  EXPECT_EQ(text_of(report.outcomes.front()), replayed(cast_, ""));
}

TEST_F(Lesson, StructHeaderPairComesToOneOutcome) {
  const check::report report =
      search_pair("22/server", "22/client", "whoami\n");
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_THAT(report.outcomes, SizeIs(1));
  EXPECT_THAT(report.faults, IsEmpty());
  EXPECT_GT(report.schedules, 1);
}

TEST_F(Lesson, JsonHeaderPairComesToOneOutcome) {
  const check::report report =
      search_pair("23/server", "23/client", "whoami\n");
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_THAT(report.outcomes, SizeIs(1));
  EXPECT_THAT(report.faults, IsEmpty());
  EXPECT_GT(report.schedules, 1);
}

TEST_F(Lesson, HeaderTakenWithOneRecvIsFoundByOneShortRead) {
  for (const std::string lesson : {"22", "23"}) {
    SCOPED_TRACE(lesson);
    const check::report report = search_pair(
        lesson + "/server", lesson + "/client_one_recv", "whoami\n");
    EXPECT_TRUE(report.complete) << report.stopped_by;
    ASSERT_THAT(report.faults, testing::Not(IsEmpty()));
    const check::fault& first = report.faults.front();
    EXPECT_THAT(first.cues, testing::EndsWith("client:recv(1)"));
    const check::outcome& outcome = report.outcomes.at(first.outcome);
    EXPECT_EQ(outcome.deviations.preemptions, 0);
    EXPECT_EQ(outcome.deviations.of(check::choice::way::cut), 1);
    EXPECT_EQ(replayed(cast_, first.cues), text_of(outcome));
  }
}

TEST_F(Lesson, ServerThatSpinsIsFoundByItself) {
  options_.compare = check::compare::exit;
  const check::report report =
      search_pair("02/server_spins", "02/client", "hello\n");
  EXPECT_TRUE(report.complete) << report.stopped_by;
  EXPECT_THAT(faults(report), Contains("spinning: "));
  EXPECT_EQ(report.outcomes.front().ended, play::ending::spinning);
}

}  // namespace
