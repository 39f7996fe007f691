// The different ways to end: each once, with its smallest schedule.
#include <gmock/gmock.h>

#include "check/verdict/outcomes.hpp"

namespace check {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

play::program printed(const std::string& out) {
  play::program one;
  one.name = "server";
  one.out = out;
  one.exit = 0;
  return one;
}

// An end of its own state; its digest is what the server printed.
result ended(const std::string& cues, const std::string& out, int size = 0) {
  static std::uint64_t states = 0;
  result end;
  end.digest = std::hash<std::string>()(out);
  end.state = ++states;
  end.cues = cues;
  end.deviations.preemptions = size;
  end.programs = {printed(out)};
  return end;
}

void add(outcomes& all, const result& end) {
  all.remember(end);
  all.add(end);
}

// "a 2 server:recv": printed, schedules, cues.
std::vector<std::string> told(const outcomes& all) {
  std::vector<std::string> texts;
  for (const outcomes::found& one : all.judge().all)
    texts.push_back(one.what.programs.at(0).out + " " +
                    std::to_string(one.what.schedules) + " " + one.what.cues);
  return texts;
}

class Outcomes : public testing::Test {
 protected:
  outcomes all_{options()};
};

TEST_F(Outcomes, AreNoneAtFirst) {
  EXPECT_TRUE(all_.empty());
  EXPECT_EQ(all_.faults(), 0U);
  EXPECT_THAT(all_.judge().all, IsEmpty());
}

TEST_F(Outcomes, CountTheSchedulesThatEndAlike) {
  add(all_, ended("", "a"));
  add(all_, ended("client:send", "b", 1));
  add(all_, ended("server:recv client:send", "b", 1));
  EXPECT_EQ(all_.size(), 2U);
  EXPECT_THAT(told(all_), ElementsAre("a 1 ", "b 2 client:send"));
}

TEST_F(Outcomes, KeepTheSmallestScheduleOfEach) {
  add(all_, ended("", "a"));
  add(all_, ended("client:send", "b", 2));
  add(all_, ended("client:send server:recv", "b", 1));
  add(all_, ended("server:recv", "b", 1));
  add(all_, ended("server:send", "b", 1));  // as long: the first stays
  EXPECT_THAT(told(all_), ElementsAre("a 1 ", "b 4 server:recv"));
  EXPECT_EQ(all_.judge().all[1].what.deviations.preemptions, 1);
}

TEST_F(Outcomes, CountPreemptionsAndShortsAlike) {
  add(all_, ended("", "a"));
  result end = ended("server:recv(1) server:recv(1)", "b", 1);
  end.deviations.of(choice::way::cut) = 2;
  add(all_, end);
  end = ended("client:send server:recv server:recv", "b", 2);
  add(all_, end);
  EXPECT_EQ(all_.judge().all[1].what.deviations.preemptions, 2);
  EXPECT_EQ(all_.judge().all[1].what.deviations.of(choice::way::cut), 0);
}

TEST_F(Outcomes, CountKillsAndFailuresAsTheSearchDoes) {
  add(all_, ended("", "a"));
  result end = ended("client:kill", "b", 1);
  end.deviations.of(choice::way::kill) = 1;
  add(all_, end);
  end = ended("client:send!EINTR", "c", 1);
  end.deviations.of(choice::way::fail) = 1;
  add(all_, end);
  add(all_, ended("client:send server:recv", "d", 1));
  EXPECT_THAT(told(all_),
              ElementsAre("a 1 ", "d 1 client:send server:recv",
                          "b 1 client:kill", "c 1 client:send!EINTR"));
  add(all_, ended("client:send server:recv client:send", "b", 1));
  EXPECT_EQ(all_.judge().all[1].what.cues,
            "client:send server:recv client:send");
}

TEST_F(Outcomes, FollowTheFirstByTheSizeOfTheirSchedule) {
  add(all_, ended("x", "a", 5));
  add(all_, ended("x", "b", 3));
  add(all_, ended("x", "c", 1));
  add(all_, ended("x", "d", 3));
  EXPECT_THAT(told(all_), ElementsAre("a 1 x", "c 1 x", "b 1 x", "d 1 x"));
}

TEST_F(Outcomes, HaveTheProgramsThatWereToldOnce) {
  add(all_, ended("", "a"));
  all_.remember(ended("", "b"));
  result end = ended("client:send", "b");
  end.programs.clear();
  all_.remember(end);
  all_.add(end);
  EXPECT_THAT(told(all_), ElementsAre("a 1 ", "b 1 client:send"));
}

TEST_F(Outcomes, SayHowAndWhyTheyEnded) {
  result end = ended("", "a");
  end.disturbed = true;
  end.ended = play::ending::everyone_waits;
  end.ended_because = {play::because::schedule_stopped_it};
  add(all_, end);
  const outcomes::found one = all_.judge().all.front();
  EXPECT_EQ(one.digest, end.digest);
  EXPECT_TRUE(one.what.disturbed);
  EXPECT_EQ(one.what.ended, play::ending::everyone_waits);
  EXPECT_EQ(one.what.ended_because, end.ended_because);
}

TEST_F(Outcomes, ThatDifferInOneStateAreChance) {
  add(all_, ended("", "a"));
  result end = ended("client:send", "b");
  add(all_, end);
  result other = ended("server:recv", "c");
  other.state = end.state;
  all_.remember(other);
  try {
    all_.add(other);
    FAIL() << "both were taken";
  } catch (const cannot_explore& error) {
    EXPECT_THAT(error.what(), HasSubstr("server:recv"));
  }
}

TEST_F(Outcomes, ThatAreAlikeInOneStateAreCounted) {
  const result end = ended("", "a");
  add(all_, end);
  add(all_, end);
  EXPECT_THAT(told(all_), ElementsAre("a 2 "));
}

TEST_F(Outcomes, HaveTheFaultsThatTheFirstHasNot) {
  add(all_, ended("", "a"));
  add(all_, ended("client:send", "b"));
  const auto found = all_.judge().all;
  EXPECT_THAT(found[0].faults, IsEmpty());
  ASSERT_THAT(found[1].faults, SizeIs(1));
  EXPECT_EQ(found[1].faults[0].kind, fault_kind::output_differs);
  EXPECT_EQ(found[1].faults[0].program, "server");
}

// ---- which one is right ----------------------------------------------------

result exits(const std::string& cues, const std::string& out, int status,
             int size = 0) {
  result end = ended(cues, out + std::to_string(status), size);
  end.programs.front().exit = status;
  return end;
}

std::vector<fault_kind> kinds(const outcomes::found& one) {
  std::vector<fault_kind> all;
  for (const fault& shown : one.faults) all.push_back(shown.kind);
  return all;
}

TEST_F(Outcomes, AreMeasuredByTheFirstWhereThatIsHealthy) {
  add(all_, ended("", "a"));
  add(all_, ended("client:send", "b", 1));
  add(all_, ended("server:recv", "b", 1));
  EXPECT_EQ(all_.judge().reference, 0U);
}

TEST_F(Outcomes, AreMeasuredByWhatLuckGivesWhereTheFirstGoesWrong) {
  for (const bool fails : {true, false}) {
    outcomes all{options()};
    result first = exits("", "a", fails ? 1 : 0);
    if (!fails) first.ended = play::ending::spinning;
    add(all, first);
    add(all, ended("client:send", "b", 1));
    add(all, ended("server:recv", "c", 2));
    add(all, ended("server:send", "c", 2));
    const outcomes::judged judged = all.judge();
    EXPECT_EQ(judged.reference, 2U);  // the most schedules
    EXPECT_FALSE(judged.all[0].faults.empty());
    EXPECT_THAT(judged.all[2].faults, IsEmpty());
  }
}

TEST_F(Outcomes, AreMeasuredByTheFirstWhereAllGoWrong) {
  add(all_, exits("", "a", 1));
  add(all_, exits("client:send", "b", 2, 1));
  const outcomes::judged judged = all_.judge();
  EXPECT_EQ(judged.reference, 0U);
  EXPECT_THAT(kinds(judged.all[0]), ElementsAre(fault_kind::always_fails));
}

TEST_F(Outcomes, OfAProgramThatAlwaysFailsAreAFault) {
  add(all_, exits("", "a", 1));
  EXPECT_THAT(kinds(all_.judge().all[0]),
              ElementsAre(fault_kind::always_fails));
}

TEST_F(Outcomes, MayHaveTheExitStatusThatIsExpected) {
  options how;
  how.expected_exits = {{"server", 1}};
  outcomes all{how};
  add(all, exits("", "a", 1));
  EXPECT_THAT(kinds(all.judge().all[0]), IsEmpty());
  add(all, exits("client:send", "a", 0, 1));
  EXPECT_THAT(kinds(all.judge().all[1]),
              testing::Contains(fault_kind::exit_differs));
}

TEST_F(Outcomes, ThatLoseSomethingAreAFaultUnlessThatIsAllowed) {
  for (const bool is_allowed : {false, true}) {
    options how;
    if (is_allowed) how.allowed = {loss::kind::truncated};
    outcomes all{how};
    result cut = ended("client:send server:recv", "a", 2);
    cut.losses = {{loss::kind::truncated, "server"}};
    add(all, cut);
    cut.cues = "client:send";
    cut.deviations.preemptions = 1;
    ++cut.state;
    add(all, cut);
    const std::vector<fault> faults = all.judge().all[0].faults;
    ASSERT_EQ(faults.size(), is_allowed ? 0U : 1U);
    if (is_allowed) continue;
    EXPECT_EQ(faults[0].kind, fault_kind::truncated);
    EXPECT_EQ(faults[0].program, "server");
    EXPECT_EQ(faults[0].cues, "client:send");  // the smallest that shows it
  }
}

TEST_F(Outcomes, CountADifferentFaultOnce) {
  add(all_, ended("", "a"));
  add(all_, ended("client:send", "b"));
  add(all_, ended("client:send", "c"));
  EXPECT_EQ(all_.faults(), 1U);
  result waits = ended("client:send", "d");
  waits.ended = play::ending::everyone_waits;
  add(all_, waits);
  EXPECT_EQ(all_.faults(), 2U);
}

TEST_F(Outcomes, AreComparedAsTheOptionsSay) {
  options how;
  how.compare = compare::exit;
  outcomes all(how);
  add(all, ended("", "a"));
  add(all, ended("client:send", "b"));
  EXPECT_EQ(all.faults(), 0U);
}

TEST_F(Outcomes, StartAfreshWhenCleared) {
  const result end = ended("client:send", "a", 1);
  add(all_, end);
  add(all_, ended("server:recv", "b", 1));
  all_.clear();
  EXPECT_TRUE(all_.empty());
  EXPECT_EQ(all_.faults(), 0U);
  EXPECT_THAT(all_.judge().all, IsEmpty());
  // Another first, the same state, and nobody tells the programs again.
  result again = ended("", "b");
  again.state = end.state;
  again.programs.clear();
  all_.add(again);
  EXPECT_THAT(told(all_), ElementsAre("b 1 "));
  EXPECT_EQ(all_.faults(), 0U);
}

}  // namespace
}  // namespace check
